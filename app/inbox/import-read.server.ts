// Reads a bulk export's file from the saved byte on. A batch's facts and the new byte are one
// transaction: whoever is killed goes on after the last batch that was committed, and natural keys
// make a line that is read twice count once.
import { setImmediate } from "node:timers/promises";
import { writeFacts } from "../customers/apply.server.ts";
import type { FoundEvent } from "../customers/state.ts";
import { type Facts, noFacts } from "../customers/fact.ts";
import { listenedIn } from "../customers/happened-rows.server.ts";
import { orderStates } from "../customers/state-rows.server.ts";
import type { HttpStream } from "../lib/http.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import { later, minutes } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import { readLine, type Reading } from "../shopify/bulk-lines.ts";
import { readShop } from "../shops/rows.server.ts";
import { metafieldsToAsk } from "../shops/settings.ts";
import { ordersElsewhere, type Parted, partFresh, partNews } from "./import-news.ts";
import { freshAmong, LEASE_MS, noteFresh, type ParkedLine, parkLines, record, type Run } from "./import-rows.server.ts";
import { batchesOf, type Line, textOf } from "./jsonl.ts";
import { spreadFound } from "./platform.server.ts";

/** One transaction's worth: some megabytes here, a few hundred milliseconds there. */
const LINES_MAX = 5_000;
/** Parsed at a stretch; between two stretches the writing of the last batch goes on. */
const PIECE_LINES = 25;
/** Then other shops and the clock get their turn; going on costs one request. */
const BATCHES_MAX = 40;
const TIMEOUT_MS = minutes(10);
/** What a person needs to see of a line that cannot be read. */
const SHOWN_CHARS_MAX = 10_000;

/** more: its turn is over. cut: the stream broke. gone: the address no longer works. lost: another reader has it. */
export type Outcome = "end" | "more" | "cut" | "gone" | "lost";

export async function readFile(world: World, shop: ShopId, run: Run): Promise<Outcome> {
  if (!run.url) return "gone";
  if (run.bytes !== null && run.bytesRead >= run.bytes) return "end";
  const found = await readShop(world, shop);
  if (!found) return "lost";
  const answer = await world.http.stream({
    method: "GET",
    url: run.url,
    headers: { range: `bytes=${run.bytesRead}-`, "accept-encoding": "identity" },
    timeoutMs: TIMEOUT_MS,
  });
  const opened = openedAt(answer, run.bytesRead);
  if (typeof opened === "string") return opened;
  const { birthDateMetafield } = found.settings;
  const reading = { startedAt: (run.startedAt ?? run.createdAt).toISOString(), metafields: metafieldsToAsk(found.settings), birthDateMetafield };
  return readBatches(world, shop, run, reading, opened);
}

type Open = { chunks: AsyncIterable<Uint8Array>; from: number; size: number | null; broken: () => string | null };

/** A server that does not know ranges sends the whole; what was read is passed over. */
function openedAt(answer: HttpStream, from: number): Open | Outcome {
  if (answer.kind === "none") return "cut";
  const { status, headers, chunks, broken } = answer;
  if (status === 416) return "end";
  if (status === 200) return { chunks: after(chunks, from), broken, from, size: numberOf(headers["content-length"]) };
  if (status === 206) return { chunks, broken, from, size: numberOf(headers["content-range"]?.split("/")[1]) };
  return status >= 500 || status === 429 ? "cut" : "gone";
}

const numberOf = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : null);

async function* after(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncIterable<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left < chunk.byteLength) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.byteLength);
  }
}

/** What was parsed and is not written yet. */
type Parsed = { facts: Facts; lines: Line[]; parked: ParkedLine[]; end: number };

/** The next batch is parsed while the last one is being written: on two cores both work. */
async function readBatches(world: World, shop: ShopId, run: Run, reading: Reading, { chunks, from, size, broken }: Open): Promise<Outcome> {
  const isWhole = (at: number) => broken() === null && (size === null || at >= size);
  let writing: Promise<boolean> = Promise.resolve(true);
  let parsed = nothing(from);
  let batches = 0;
  for await (const { lines, end } of batchesOf(chunks, { from, linesMax: PIECE_LINES, isWhole })) {
    parse(lines, reading, parsed);
    parsed.end = end;
    if (parsed.lines.length < LINES_MAX) {
      // PostgreSQL's answers are met here; else the next statement would wait until a whole chunk is parsed.
      await setImmediate();
      continue;
    }
    if (!(await writing)) return "lost";
    if (batches++ >= BATCHES_MAX) return "more";
    writing = writeBatch(world, shop, run, reading, parsed);
    // What it throws is met at the next await; until then nobody listens, which Node would take for a crash.
    writing.catch(() => {});
    parsed = nothing(end);
  }
  if (!(await writing)) return "lost";
  const { end } = parsed;
  if (!(await writeBatch(world, shop, run, reading, parsed))) return "lost";
  if (!isWhole(end)) return "cut";
  // Known from now on, so that the file is not asked for again should we die before the end is recorded.
  return (await record(world, shop, run, sql`bytes = ${end}`)) ? "end" : "lost";
}

const nothing = (end: number): Parsed => ({ facts: noFacts(), lines: [], parked: [], end });

function parse(lines: Line[], reading: Reading, into: Parsed): void {
  for (const line of lines) {
    const text = textOf(line);
    const problem = text === null ? "The line is too long." : readLine(text, reading, into.facts);
    if (problem !== null) into.parked.push({ at: line.at, text: (text ?? "").slice(0, SHOWN_CHARS_MAX), problem });
    into.lines.push(line);
  }
}

/** Where nothing listens nothing is news. */
async function parted(world: World, shop: ShopId, run: Run, facts: Facts): Promise<Partial<Parted>> {
  const { reason, startedAt, createdAt } = run;
  const listened = await listenedIn(world, shop);
  if (reason === "reconcile") return listened.has("edited") ? reconciled(world, shop, run, facts) : { news: facts };
  if (listened.size === 0) return { past: facts };
  return partNews(facts, await orderStates(world, shop, ordersElsewhere(facts)), startedAt ?? createdAt);
}

/** Only of an order that was known before can a line that comes behind it be an edit. */
async function reconciled(world: World, shop: ShopId, run: Run, facts: Facts): Promise<Partial<Parted>> {
  const told = facts.orders.map(({ orderId }) => orderId);
  const known = new Set((await orderStates(world, shop, told)).flatMap(({ orderId, processedAt }) => (processedAt === null ? [] : [orderId])));
  const fresh = await freshAmong(world, shop, run, ordersElsewhere(facts));
  await noteFresh(world, shop, run, told.filter((orderId) => !known.has(orderId)));
  return partFresh(facts, fresh);
}

async function writeNews(world: World, shop: ShopId, news: Facts, now: Date): Promise<void> {
  const waiting: FoundEvent[] = [];
  await writeFacts(world, shop, news, { now, live: true, optedOut: waiting });
  await spreadFound(world, shop, news.customers, waiting, now);
}

/** False: the lease is lost. A batch that PostgreSQL refuses is halved until the line that it refuses stands alone and is parked. */
async function writeBatch(world: World, shop: ShopId, run: Run, reading: Reading, parsed: Parsed): Promise<boolean> {
  const refused = await commitBatch(world, shop, run, parsed).catch((problem: unknown) => refusal(problem));
  if (typeof refused === "boolean") {
    if (refused) await world.point("import:after-batch");
    return refused;
  }
  const { lines, end } = parsed;
  const [only] = lines;
  if (lines.length === 1 && only) {
    const parked = [{ at: only.at, text: (textOf(only) ?? "").slice(0, SHOWN_CHARS_MAX), problem: `We could not take it in: ${refused}` }];
    return commitBatch(world, shop, run, { facts: noFacts(), lines, parked, end });
  }
  const half = Math.ceil(lines.length / 2);
  const [first, second] = [nothing(lines[half]?.at ?? end), nothing(end)];
  parse(lines.slice(0, half), reading, first);
  parse(lines.slice(half), reading, second);
  return (await writeBatch(world, shop, run, reading, first)) && writeBatch(world, shop, run, reading, second);
}

/** Classes 22 and 23 are about the data; everything else is not the file's fault and is thrown. */
function refusal(problem: unknown): string {
  if (problem instanceof Error && "code" in problem && /^2[23]/.test(String(problem.code))) return problem.message;
  throw problem;
}

function commitBatch(world: World, shop: ShopId, run: Run, { facts, lines, parked, end }: Parsed): Promise<boolean> {
  return transact(world, async (within) => {
    const now = within.now();
    // First: whoever has lost the lease stops here, and nobody takes it until this commits.
    const isOurs = await record(within, shop, run, sql`
      bytes_read = ${end}, rows_read = rows_read + ${lines.length}, rows_parked = rows_parked + ${parked.length}, progressed_at = ${now}, leased_until = ${later(now, LEASE_MS)}`);
    if (!isOurs) return false;
    const { past, news, rest } = await parted(within, shop, run, facts);
    if (past) await writeFacts(within, shop, past, { now, live: false });
    if (news) await writeNews(within, shop, news, now);
    if (rest) await writeFacts(within, shop, rest, { now, live: true, isRest: true });
    await parkLines(within, shop, run, parked, now);
    if (news && lines.length > 0) await wake(within, shop, "evaluate");
    await world.point("import:before-commit");
    return true;
  });
}
