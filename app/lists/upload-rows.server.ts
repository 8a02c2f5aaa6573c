// The rows of uploads: leased by a fence, so that a reader that lost its lease writes nothing.
import { z } from "zod";
import { ListId, type ShopId } from "../lib/ids.ts";
import { Count, Id, Instant, row, type Sql, sql } from "../lib/sql.ts";
import { later, seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { Layout, Mapping } from "./mapping.ts";
import { Reason, type Reject, Rejects, REJECTS_MAX } from "./reasons.ts";

/** Long enough for one batch, short enough that a killed reader's work goes on soon. */
export const LEASE_MS = seconds(30);

export const UploadState = z.enum(["receiving", "asking", "reading", "done", "parked"]);
export type UploadState = z.infer<typeof UploadState>;

const Upload = z.object({
  uploadId: Count, listId: ListId, fileName: z.string(), state: UploadState, bytes: Count, bytesHere: Count, bytesRead: Count, linesRead: Count,
  layout: Layout.nullable(), mapping: Mapping.nullable(), rowsRead: Count, rowsAdded: Count, rowsRepeated: Count, rejects: Rejects,
  fence: Id, problem: z.string().nullable(), createdAt: Instant, finishedAt: Instant.nullable(),
});
export type Upload = z.infer<typeof Upload>;

const COLUMNS = sql`
  u.upload_id as "uploadId", u.list_id as "listId", u.file_name as "fileName", u.state, u.bytes, u.bytes_here as "bytesHere", u.bytes_read as "bytesRead",
  u.lines_read as "linesRead", u.layout, u.mapping, u.rows_read as "rowsRead", u.rows_added as "rowsAdded", u.rows_repeated as "rowsRepeated", u.rejects,
  u.fence, u.problem, u.created_at as "createdAt", u.finished_at as "finishedAt"`;

export const readUpload = (world: World, shop: ShopId, upload: number): Promise<Upload | null> =>
  row(world.db, Upload, sql`select ${COLUMNS} from list_upload u where u.shop_id = ${shop} and u.upload_id = ${upload}`);

/** In a transaction: nobody else changes it until it ends. */
export const holdUpload = (world: World, shop: ShopId, upload: number): Promise<Upload | null> =>
  row(world.db, Upload, sql`select ${COLUMNS} from list_upload u where u.shop_id = ${shop} and u.upload_id = ${upload} for no key update`);

/** Newest first. */
export const uploadsOf = (world: World, shop: ShopId, list: ListId): Promise<Upload[]> =>
  world.db.rows(Upload, sql`select ${COLUMNS} from list_upload u where u.shop_id = ${shop} and u.list_id = ${list} order by u.upload_id desc limit 20`);

/** Before the list is held, for it holds the shop's row. Never given twice: whoever answers for a file that is gone must not meet another. */
export async function nextUpload(world: World, shop: ShopId): Promise<number> {
  const counted = await row(world.db, z.object({ number: Count }), sql`
    update shop set upload_count = upload_count + 1 where shop_id = ${shop} returning upload_count as number`);
  if (!counted) throw new Error("The shop is gone.");
  return counted.number;
}

export const insertUpload = (world: World, shop: ShopId, list: ListId, file: { upload: number; name: string; bytes: number }, now: Date) => world.db.run(sql`
  insert into list_upload (shop_id, upload_id, list_id, file_name, state, bytes, due_at, created_at)
  values (${shop}, ${file.upload}, ${list}, ${file.name}, 'receiving', ${file.bytes}, ${now}, ${now})`);

/** Those of a list, in the order of their numbers, until the transaction ends. */
export const holdUploads = (world: World, shop: ShopId, list: ListId) =>
  world.db.run(sql`select 1 from list_upload where shop_id = ${shop} and list_id = ${list} order by upload_id for update`);

export const insertChunk = (world: World, shop: ShopId, upload: number, at: number, bytes: Uint8Array) => world.db.run(sql`
  insert into list_chunk (shop_id, upload_id, at, bytes) values (${shop}, ${upload}, ${at}, ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)}::bytea)`);

const Chunk = z.object({ at: Count, bytes: z.instanceof(Uint8Array) });

/** The piece of the file that holds this byte. */
export const chunkAt = (world: World, shop: ShopId, upload: number, at: number) => row(world.db, Chunk, sql`
  select at, bytes from list_chunk where shop_id = ${shop} and upload_id = ${upload} and at <= ${at}::bigint order by at desc limit 1`);

/** The file's first bytes, in however small parts they came. */
export async function beginningOf(world: World, shop: ShopId, upload: number, bytes: number): Promise<Uint8Array | null> {
  const found = await row(world.db, z.object({ bytes: z.instanceof(Uint8Array).nullable() }), sql`
    select substring(string_agg(c.bytes, ''::bytea order by c.at) for ${bytes}::int) as bytes from list_chunk c where c.shop_id = ${shop} and c.upload_id = ${upload} and c.at < ${bytes}::bigint`);
  return found?.bytes ?? null;
}

export const deleteChunks = (world: World, shop: ShopId, upload: number) => world.db.run(sql`delete from list_chunk where shop_id = ${shop} and upload_id = ${upload}`);

/** Takes the file that has waited longest; nobody else has it until the lease ends. */
export const claimUpload = (world: World, shop: ShopId, now: Date): Promise<Upload | null> => row(world.db, Upload, sql`
  update list_upload u set fence = u.fence + 1, leased_until = ${later(now, LEASE_MS)}
  where u.shop_id = ${shop} and u.upload_id = (
    select c.upload_id from list_upload c
    where c.shop_id = ${shop} and c.state = 'reading' and c.due_at <= ${now} and (c.leased_until is null or c.leased_until <= ${now})
    order by c.due_at, c.upload_id limit 1 for update skip locked)
  returning ${COLUMNS}`);

export async function nextUploadDue(world: World, shop: ShopId): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: Instant.nullable() }), sql`
    select min(greatest(due_at, leased_until)) as at from list_upload where shop_id = ${shop} and state = 'reading'`);
  return found?.at ?? null;
}

/** False: the lease was lost, and nothing was written. */
export async function recordUpload(world: World, shop: ShopId, { uploadId, fence }: Upload, changes: Sql): Promise<boolean> {
  return (await world.db.run(sql`update list_upload set ${changes} where shop_id = ${shop} and upload_id = ${uploadId} and fence = ${fence}`)) === 1;
}

export const changeUpload = (world: World, shop: ShopId, upload: number, changes: Sql) =>
  world.db.run(sql`update list_upload set ${changes} where shop_id = ${shop} and upload_id = ${upload}`);

/** `kept`: how many of each reason are there already. */
export async function insertRejects(world: World, shop: ShopId, upload: number, rejects: Reject[], kept: Rejects): Promise<void> {
  const left = new Map(Reason.options.map((reason) => [reason, REJECTS_MAX - (kept[reason] ?? 0)]));
  const shown = rejects.filter(({ reason }) => {
    const room = left.get(reason) ?? 0;
    left.set(reason, room - 1);
    return room > 0;
  });
  if (shown.length === 0) return;
  await world.db.run(sql`
    insert into list_reject (shop_id, upload_id, line, reason, of_column)
    select ${shop}::int, ${upload}::int, r.line, r.reason, r.of_column
    from unnest(${shown.map(({ line }) => line)}::int[], ${shown.map(({ reason }) => reason)}::text[], ${shown.map(({ ofColumn }) => ofColumn)}::text[]) as r (line, reason, of_column)
    on conflict (shop_id, upload_id, line, of_column) do nothing`);
}

const RejectRow = z.object({ line: Count, reason: Reason, ofColumn: z.string() });

/** In the order of the file. */
export const listRejects = (world: World, shop: ShopId, upload: number, limit: number): Promise<Reject[]> => world.db.rows(RejectRow, sql`
  select line, reason, of_column as "ofColumn" from list_reject where shop_id = ${shop} and upload_id = ${upload} order by line, of_column limit ${limit}`);
