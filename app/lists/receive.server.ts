// A file on its way in. The browser cuts it into parts and sends one after another; each is stored before
// it is answered, and the answer says which byte is wanted next. So no part of a file is ever held but the
// one in hand, and whoever was cut off (a lost connection, a process that died) goes on where it stood.
import { z } from "zod";
import { ListId, type ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { problemsOf } from "../lib/problem.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import { WHOLE_TEXT } from "../lib/whole-text.ts";
import { transact, type World } from "../lib/world.ts";
import { bytesPerCharacter, decoder, encodingOf, readable } from "./decode.ts";
import { FILE_BYTES_MAX } from "./file-limits.ts";
import { columnsOf, setColumns } from "./column-rows.server.ts";
import { type KeptColumn, type KeptDraft, keepColumns } from "./keep.ts";
import { Answer, checkMapping, type Look, lookAt, type Mapping } from "./mapping.ts";
import { insertList, lockOwnList } from "./rows.server.ts";
import { mayAddList } from "./save.server.ts";
import { beginningOf, changeUpload, deleteChunks, holdUpload, insertChunk, insertUpload, nextUpload, readUpload, type Upload } from "./upload-rows.server.ts";

export const PART_BYTES_MAX = 4_000_000;
/** Enough for the first rows, however wide. */
const LOOKED_BYTES = 256_000;

export const FileDraft = z.object({
  /** A new list's name, or the list that more people are added to. */
  name: z.string().optional(),
  list: ListId.optional(),
  fileName: z.string().trim().max(255).regex(WHOLE_TEXT, "The file's name holds characters that are no text."),
  bytes: z.number().int().min(1, "There is nothing in this file.").max(FILE_BYTES_MAX, `The file is larger than ${FILE_BYTES_MAX / 1_000_000} MB. Cut it into several.`),
});
export type FileDraft = z.infer<typeof FileDraft>;

export type Begun = { upload: number; list: ListId } | { problems: Problem[] };

export function beginUpload(world: World, shop: ShopId, draft: unknown): Promise<Begun> {
  const read = FileDraft.safeParse(draft);
  if (!read.success) return Promise.resolve({ problems: problemsOf(read.error).map(({ path, message }) => ({ path: path[0] === "name" ? path : ["file"], message })) });
  const { name = "", list: existing, fileName, bytes } = read.data;
  return transact(world, async (inside) => {
    const now = world.now();
    const upload = await nextUpload(inside, shop);
    const list = existing === undefined ? await newList(inside, shop, name, now) : (await lockOwnList(inside, shop, existing)) ? { list: existing } : { problems: [{ path: [], message: "This list was deleted meanwhile, or it follows a segment of Shopify’s." }] };
    if ("problems" in list) return list;
    await insertUpload(inside, shop, list.list, { upload, name: fileName, bytes }, now);
    return { upload, list: list.list };
  });
}

async function newList(world: World, shop: ShopId, typed: string, now: Date): Promise<{ list: ListId } | { problems: Problem[] }> {
  const checked = await mayAddList(world, shop, typed);
  if ("problems" in checked) return checked;
  return { list: await insertList(world, shop, { name: checked.name, source: "upload", segment: null, state: "filling" }, now) };
}

/** Where the next part begins, whether this one was wanted or not; null where there is no such upload. */
export function receivePart(world: World, shop: ShopId, upload: number, at: number, part: Uint8Array): Promise<{ at: number; bytes: number } | null> {
  return transact(world, async (inside) => {
    const held = await holdUpload(inside, shop, upload);
    if (!held) return null;
    const { bytesHere, bytes, state } = held;
    if (state !== "receiving" || at !== bytesHere || part.byteLength === 0 || part.byteLength > PART_BYTES_MAX || bytesHere + part.byteLength > bytes) return { at: bytesHere, bytes };
    await insertChunk(inside, shop, upload, at, part);
    const here = bytesHere + part.byteLength;
    await changeUpload(inside, shop, upload, sql`bytes_here = ${here}`);
    if (here === bytes) await look(inside, shop, held);
    return { at: here, bytes };
  });
}

/** The whole file is here: what is it? */
async function look(world: World, shop: ShopId, upload: Upload): Promise<void> {
  const seen = await lookOf(world, shop, upload);
  if ("problem" in seen) return park(world, shop, upload.uploadId, seen.problem);
  await changeUpload(world, shop, upload.uploadId, sql`state = 'asking', layout = ${JSON.stringify(seen.layout)}::jsonb`);
}

async function park(world: World, shop: ShopId, upload: number, problem: string): Promise<void> {
  await deleteChunks(world, shop, upload);
  await changeUpload(world, shop, upload, sql`state = 'parked', problem = ${problem}, finished_at = ${world.now()}`);
}

/** The beginning of a file, while it is kept. */
export async function lookOf(world: World, shop: ShopId, { uploadId, bytes }: Pick<Upload, "uploadId" | "bytes">): Promise<Look | { problem: string }> {
  const start = await beginningOf(world, shop, uploadId, LOOKED_BYTES);
  if (!start) return { problem: "The file was not kept. Upload it again." };
  const written = encodingOf(start);
  const text = decoder(written.encoding)(start.subarray(written.bom));
  const isWhole = start.byteLength === bytes;
  return lookAt(isWhole ? readable(text, written.encoding) : beginning(text, written.encoding), written, isWhole);
}

/** Without the character that the cut may have gone through. */
const beginning = (text: string, encoding: Look["layout"]["encoding"]) => readable(bytesPerCharacter(encoding) === 2 ? text : text.slice(0, Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1), encoding);

/** The merchant has said which column is what: reading begins. Empty when it has. */
export function answerMapping(world: World, shop: ShopId, upload: number, draft: unknown): Promise<Problem[]> {
  return transact(world, async (inside) => {
    const held = await holdUpload(inside, shop, upload);
    if (held?.state !== "asking" || !held.layout) return [{ path: [], message: "This file is not waiting for an answer any more." }];
    const read = Answer.safeParse(draft);
    if (!read.success) return problemsOf(read.error);
    const problems = checkMapping(read.data, held.layout);
    if (problems.length > 0) return problems;
    const kept = await keep(inside, shop, held.listId, read.data.kept);
    if ("problems" in kept) return kept.problems;
    const mapping: Mapping = { ...read.data, columns: held.layout.columns.length, kept: kept.kept };
    await changeUpload(inside, shop, upload, sql`state = 'reading', mapping = ${JSON.stringify(mapping)}::jsonb, due_at = ${world.now()}, bytes_read = ${held.layout.bom}`);
    await wake(inside, shop, "list");
    return [];
  });
}

/** The list keeps these columns from now on. */
async function keep(world: World, shop: ShopId, list: ListId, drafts: KeptDraft[]): Promise<{ kept: KeptColumn[] } | { problems: Problem[] }> {
  if (drafts.length === 0) return { kept: [] };
  const known = (await lockOwnList(world, shop, list)) ? await columnsOf(world, shop, list) : null;
  if (known === null) return { problems: [{ path: [], message: "This list was deleted meanwhile." }] };
  const kept = keepColumns(drafts, known);
  if ("columns" in kept && kept.columns.length > known.length) await setColumns(world, shop, list, kept.columns);
  return kept;
}

/** What the mapping screen shows; null where there is no such upload. */
export async function readLook(world: World, shop: ShopId, upload: number): Promise<{ upload: Upload; look: Look | null } | null> {
  const found = await readUpload(world, shop, upload);
  if (!found) return null;
  if (found.state !== "asking") return { upload: found, look: null };
  const seen = await lookOf(world, shop, found);
  return { upload: found, look: "problem" in seen ? null : seen };
}
