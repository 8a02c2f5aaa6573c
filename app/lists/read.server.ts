// Pump: reads an uploaded file into its list, a batch of rows in one transaction with the place that was
// reached. Whoever is killed goes on after the last batch that was committed; a row that is read twice
// counts once, because it is on the list already and its batch was not. The file goes once it is read.
// Snapshots of segments are filled before files are read (fill.server.ts).
import { lockFacts } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import { lookOver } from "../lib/statistics.server.ts";
import { later } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import { type Cells, cellsOf } from "./cells.ts";
import { keptKey } from "./column.ts";
import { bytesPerCharacter, decoder, readable } from "./decode.ts";
import { fillSnapshot } from "./fill.server.ts";
import { cutter, type Row } from "./lines.ts";
import type { Layout, Mapping } from "./mapping.ts";
import { addPeople, dueUsers, followGone, type NamedPerson } from "./member-rows.server.ts";
import { ROWS_MAX } from "./file-limits.ts";
import type { Reject, Rejects } from "./reasons.ts";
import { keptOf, keysOf } from "./row.ts";
import { lockList, usersOf } from "./rows.server.ts";
import { chunkAt, claimUpload, deleteChunks, insertRejects, LEASE_MS, nextUploadDue, recordUpload, type Upload } from "./upload-rows.server.ts";

const BATCH_ROWS = 5_000;
const TOO_MANY = `The file has more than ${ROWS_MAX.toLocaleString("en")} rows; the rest was not read. Cut it into several.`;
/** Then other shops get their turn. */
const BATCHES_MAX = 40;
/** Of a larger file so many people change that the segments which ask about the list are asked as a whole. */
const MARKED_BYTES_MAX = 500_000;

export const list: Pump = {
  name: "list",
  async step(world, shop) {
    const filled = await fillSnapshot(world, shop);
    if (filled > 0) await lookOver(world, "list_member");
    if (filled > 0) return filled;
    const upload = await claimUpload(world, shop, world.now());
    if (!upload) return rest(world, shop);
    await world.point("list:after-claim");
    return read(world, shop, upload);
  },
};

async function rest(world: World, shop: ShopId): Promise<number> {
  const at = await nextUploadDue(world, shop);
  if (at) await wake(world, shop, "list", at);
  return 0;
}

/** How far this reader has come; what is counted here was committed. */
type Reading = { upload: Upload; layout: Layout; mapping: Mapping; end: number; line: number; rowsRead: number; rejects: Rejects };

async function read(world: World, shop: ShopId, upload: Upload): Promise<number> {
  const { layout, mapping, bytesRead, linesRead, rowsRead, rejects } = upload;
  if (!layout || !mapping) return finish(world, shop, upload, "The file was not kept. Upload it again.");
  const reading: Reading = { upload, layout, mapping, end: bytesRead, line: linesRead, rowsRead, rejects };
  let rows: Row[] = [];
  let batches = 0;
  for await (const more of rowsOf(world, shop, reading)) {
    for (const row of more) {
      rows.push(row);
      if (rows.length < BATCH_ROWS) continue;
      if (!(await commit(world, shop, reading, rows))) return 1;
      if (reading.rowsRead > ROWS_MAX) return finish(world, shop, upload, TOO_MANY);
      if (++batches >= BATCHES_MAX) return leave(world, shop, upload);
      rows = [];
    }
  }
  if (rows.length > 0 && !(await commit(world, shop, reading, rows))) return 1;
  return finish(world, shop, upload, reading.rowsRead > ROWS_MAX ? TOO_MANY : null);
}

/** From the place that was reached to the end of what was stored. */
async function* rowsOf(world: World, shop: ShopId, { upload, layout, end, line }: Reading): AsyncGenerator<Row[]> {
  const width = bytesPerCharacter(layout.encoding);
  const decode = decoder(layout.encoding);
  const cut = cutter(layout.newline, { at: 0, line: line + 1 });
  const placed = (rows: Row[]) => rows.map((row) => ({ ...row, end: end + row.end * width, text: row.text === null ? null : readable(row.text, layout.encoding) }));
  for (let at = end; at < upload.bytes; ) {
    const chunk = await chunkAt(world, shop, upload.uploadId, at);
    const bytes = chunk?.bytes.subarray(at - chunk.at);
    if (!bytes || bytes.byteLength === 0) break;
    at += bytes.byteLength;
    yield placed(cut.push(decode(bytes)));
  }
  yield placed(cut.end());
}

/** False: the lease is lost. */
function commit(world: World, shop: ShopId, reading: Reading, rows: Row[]): Promise<boolean> {
  const { upload, layout, mapping } = reading;
  const last = rows.at(-1);
  const cells = cellsOf(rows, layout.delimiter);
  // The heading is the first row that is not blank.
  const taken = mapping.heading && reading.line === 0 ? cells.slice(1) : cells;
  const { people, rejects, wrong } = peopleOf(taken, mapping);
  const end = last?.end ?? reading.end;
  const line = (last?.line ?? reading.line) + (last?.lines ?? 1) - 1;
  return transact(world, async (inside) => {
    // Before the list is held (finish, below), and so that nobody is merged or erased between our look and our writing.
    await lockFacts(inside, shop);
    const now = world.now();
    // Whoever has lost the lease stops here, and nobody takes it until this commits.
    if (!(await recordUpload(inside, shop, upload, sql`leased_until = ${later(now, LEASE_MS)}`))) return false;
    if (!(await lockList(inside, shop, upload.listId))) return false;
    const isAsked = upload.bytes <= MARKED_BYTES_MAX && (await usersOf(inside, shop, upload.listId)).length > 0;
    const { added, changed, found, unknown } = await addPeople(inside, shop, upload.listId, { people, columns: mapping.kept.map(keptKey), mark: isAsked }, now);
    const strangers = new Set(unknown);
    // Nothing is kept of whom the shop does not know: what stands there is nobody's.
    const all = [...rejects, ...unknown.map((at): Reject => ({ line: at, reason: "unknown", ofColumn: "" })), ...wrong.filter((each) => !strangers.has(each.line))];
    await insertRejects(inside, shop, upload.uploadId, all, reading.rejects);
    const counted = add(reading.rejects, all);
    await recordUpload(inside, shop, upload, sql`
      bytes_read = ${end}, lines_read = ${line}, rows_read = rows_read + ${taken.length}, rows_added = rows_added + ${added},
      rows_repeated = rows_repeated + ${found - added}, rejects = ${JSON.stringify(counted)}::jsonb`);
    if (isAsked && changed > 0) await wake(inside, shop, "evaluate");
    await inside.point("list:before-commit");
    Object.assign(reading, { end, line, rowsRead: reading.rowsRead + taken.length, rejects: counted });
    return true;
  }).then(async (isOurs) => {
    if (isOurs) await lookOver(world, "customer", "list_member");
    if (isOurs) await world.point("list:after-batch");
    return isOurs;
  });
}

/** Who the rows are about and what they say of them, which rows cannot be taken, and which values. */
function peopleOf(rows: Cells[], mapping: Mapping): { people: NamedPerson[]; rejects: Reject[]; wrong: Reject[] } {
  const [people, rejects, wrong]: [NamedPerson[], Reject[], Reject[]] = [[], [], []];
  for (const row of rows) {
    const { line } = row;
    const keys = "reason" in row ? { reason: row.reason } : keysOf(row.cells, mapping);
    if ("reason" in keys) rejects.push({ line, reason: keys.reason, ofColumn: "" });
    else {
      const said = "cells" in row ? keptOf(row.cells, mapping) : { kept: {}, wrong: [] };
      people.push({ ...keys, line, kept: said.kept });
      for (const each of said.wrong) wrong.push({ line, ...each });
    }
  }
  return { people, rejects, wrong };
}

function add(before: Rejects, rejects: Reject[]): Rejects {
  const counted = { ...before };
  for (const { reason } of rejects) counted[reason] = (counted[reason] ?? 0) + 1;
  return counted;
}

/** Its turn is over, the file is not. */
async function leave(world: World, shop: ShopId, upload: Upload): Promise<number> {
  await recordUpload(world, shop, upload, sql`due_at = ${world.now()}, leased_until = null`);
  return 1;
}

function finish(world: World, shop: ShopId, upload: Upload, problem: string | null): Promise<number> {
  return transact(world, async (inside) => {
    const now = world.now();
    // Before the list is held: whoever merges customers holds the facts, and then wants lists.
    await lockFacts(inside, shop);
    const isOurs = await recordUpload(inside, shop, upload, sql`state = 'done', problem = ${problem}, finished_at = ${now}, leased_until = null`);
    if (!isOurs || !(await lockList(inside, shop, upload.listId))) return 1;
    await followGone(inside, shop, upload.listId);
    await inside.db.run(sql`update list set state = 'ready' where shop_id = ${shop} and list_id = ${upload.listId}`);
    const users = await usersOf(inside, shop, upload.listId);
    if (users.length > 0 && upload.bytes > MARKED_BYTES_MAX) await dueUsers(inside, shop, users.map(({ segmentId }) => segmentId));
    if (users.length > 0) await wake(inside, shop, "evaluate");
    await deleteChunks(inside, shop, upload.uploadId);
    await inside.point("list:before-finish");
    return 1;
  });
}
