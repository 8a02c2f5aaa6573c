// The consent ledger's only way in: lines are added, the chain goes on, and what they add up to is kept in the same
// transaction. A word that was heard before adds no line, whoever tells it again and in whatever order.
import { randomBytes } from "node:crypto";
import type { Reach } from "../customers/reach.ts";
import type { ShopId } from "../lib/ids.ts";
import { storable } from "../lib/recordset.ts";
import { transact, type World } from "../lib/world.ts";
import { bareOf, linkHash } from "./chain.ts";
import { consentOf } from "./consent.ts";
import { ConsentEntry } from "./entry.ts";
import { insertLines, insertTraces, type Line, linesOf, lockNumbers, setOnNumber, setSums } from "./ledger-rows.server.ts";
import type { NumberHash } from "./number.ts";
import type { Preference } from "./preference.ts";
import { isKnown, saidBy } from "./words.ts";

/** `trace`: from where a form was sent; it is kept for 90 days. */
export type Said = { number: NumberHash; entry: ConsentEntry; trace?: { address: string | null; agent: string | null } | undefined };

const NUMBERS_MAX = 2_000;
const SALT_BYTES = 16;
const AGENT_CHARS_MAX = 300;

/** In the caller's transaction. Returns those that were news. */
export function appendEntries<Word extends Said>(world: World, shop: ShopId, said: readonly Word[], now: Date): Promise<Word[]> {
  return transact(world, async (within) => {
    const numbers = [...Map.groupBy(said, ({ number }) => number)].sort(([one], [other]) => (one < other ? -1 : 1));
    const news: Word[] = [];
    for (let from = 0; from < numbers.length; from += NUMBERS_MAX) news.push(...(await appendTo(within, shop, numbers.slice(from, from + NUMBERS_MAX), now)));
    return news;
  });
}

async function appendTo<Word extends Said>(world: World, shop: ShopId, numbers: readonly (readonly [NumberHash, readonly Word[]])[], now: Date): Promise<Word[]> {
  const asked = numbers.map(([number]) => number);
  await lockNumbers(world, shop, asked);
  const before = await linesOf(world, shop, asked);
  const made = numbers.map(([number, said]) => ({ number, lines: before.get(number) ?? [], ...linked(number, before.get(number) ?? [], said, now) })).filter(({ news }) => news.length > 0);
  if (made.length === 0) return [];
  await insertLines(world, shop, made.flatMap(({ fresh }) => fresh));
  await insertTraces(world, shop, made.flatMap(({ traces }) => traces));
  await setSums(world, shop, made.map(({ number, lines, fresh, head }) => {
    const all = [...lines, ...fresh];
    return { number, state: consentOf(saidBy(all), now.getTime()), entries: all.length, head };
  }), now);
  return made.flatMap(({ news }) => news);
}

type Linked<Word> = { fresh: Line[]; traces: { number: NumberHash; seq: number; address: string | null; agent: string | null; at: Date }[]; news: Word[]; head: string };

function linked<Word extends Said>(number: NumberHash, lines: readonly Line[], said: readonly Word[], now: Date): Linked<Word> {
  const made: Linked<Word> = { fresh: [], traces: [], news: [], head: lines.at(-1)?.hash ?? "" };
  const entries = lines.map(({ entry }) => entry);
  for (const each of said) {
    const bare = bareOf(asStored(each.entry), randomBytes(SALT_BYTES).toString("hex"));
    if (isKnown(entries, bare.entry)) continue;
    const seq = entries.push(bare.entry);
    const heardAt = now.getTime();
    made.head = linkHash(made.head || null, { entry: bare.entry, heardAt });
    made.fresh.push({ number, seq, ...bare, heardAt, hash: made.head });
    made.news.push(each);
    if (each.trace) made.traces.push({ number, seq, address: each.trace.address, agent: each.trace.agent?.slice(0, AGENT_CHARS_MAX) ?? null, at: now });
  }
  return made;
}

/** The hash is of what PostgreSQL gives back. */
const asStored = (entry: ConsentEntry): ConsentEntry => ConsentEntry.parse(JSON.parse(storable(JSON.stringify(entry))));

/** What the carriers say of the number. */
export const setReach = (world: World, shop: ShopId, number: NumberHash, reach: Reach, now = world.now()): Promise<void> => setOnNumber(world, shop, number, { reach }, now);

export const setPreference = (world: World, shop: ShopId, number: NumberHash, preference: Preference, now: Date): Promise<void> => setOnNumber(world, shop, number, { preference }, now);

/** They wrote to us: the latest instant counts. */
export const noteWrote = (world: World, shop: ShopId, number: NumberHash, at: Date): Promise<void> => setOnNumber(world, shop, number, { wroteAt: at }, at);
