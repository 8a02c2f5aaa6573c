// The ledger's lines, and what they add up to for each number. Whoever changes either, or counts what a number was sent,
// holds its row: all take their rows in the same order. A transaction that needs the facts (customers/rows.server.ts),
// stays or mirror of a shop too takes those locks first.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { recordset, storable } from "../lib/recordset.ts";
import { Instant, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Link } from "./chain.ts";
import { BareEntry, Evidence } from "./entry.ts";
import { type ConsentState, NO_CONSENT } from "./grant.ts";
import { NumberHash } from "./number.ts";
import { NumberState } from "./number-state.ts";

export type { NumberState };

/** Numbers that nobody has met are not among them. */
export async function numberStates(world: World, shop: ShopId, numbers: readonly NumberHash[]): Promise<Map<NumberHash, NumberState>> {
  if (numbers.length === 0) return new Map();
  const rows = await world.db.rows(NumberState, sql`
    select encode(n.number, 'hex') as number, n.state, n.entries, n.reach, n.wrote_at as "wroteAt", n.rested_at as "restedAt", n.preference
    from unnest(${[...new Set(numbers)]}::text[]) as asked (number)
    cross join lateral (select * from number_state n where n.shop_id = ${anyShop(shop)} and n.number = decode(asked.number, 'hex') limit 1) n`);
  return new Map(rows.map((found) => [found.number, found]));
}

/** Until the transaction ends; those that are not there are made. */
export async function lockNumbers(world: World, shop: ShopId, numbers: readonly NumberHash[]): Promise<void> {
  if (numbers.length === 0) return;
  const sorted = [...new Set(numbers)].sort();
  await world.db.run(sql`
    insert into number_state (shop_id, number, state, changed_at)
    select ${shop}::int, decode(number, 'hex'), ${JSON.stringify(NO_CONSENT)}::jsonb, ${world.now()}::timestamptz from unnest(${sorted}::text[]) as asked (number) order by number
    on conflict (shop_id, number) do nothing`);
  await world.db.run(sql`
    select 1 from number_state where shop_id = ${anyShop(shop)} and number = any(array(select decode(number, 'hex') from unnest(${sorted}::text[]) as asked (number))) order by number for no key update`);
}

export type Line = Link & { number: NumberHash; seq: number };

const Row = z.object({ number: NumberHash, seq: z.int(), entry: BareEntry, kept: z.object({ salt: z.string(), evidence: Evidence }).nullable(), hash: z.string(), heardAt: Instant });

/** No number ever has so many; the limit keeps each number's lines a look-up by key (lib/merge.server.ts, anyShop). */
const LINES_MAX = 1_000_000;

/** In the order of the chain. */
export async function linesOf(world: World, shop: ShopId, numbers: readonly NumberHash[]): Promise<Map<NumberHash, Line[]>> {
  const rows = await world.db.rows(Row, sql`
    select encode(e.number, 'hex') as number, e.seq, e.entry, e.evidence as kept, encode(e.hash, 'hex') as hash, e.heard_at as "heardAt"
    from unnest(${[...new Set(numbers)]}::text[]) as asked (number)
    cross join lateral (select * from consent_entry e where e.shop_id = ${anyShop(shop)} and e.number = decode(asked.number, 'hex') order by e.seq limit ${LINES_MAX}) e order by 1, e.seq`);
  return Map.groupBy(rows.map(({ heardAt, ...line }): Line => ({ ...line, heardAt: heardAt.getTime() })), ({ number }) => number);
}

/** What was said about one number, in the order in which we heard of it. */
export const entriesOf = async (world: World, shop: ShopId, number: NumberHash): Promise<Line[]> => (await linesOf(world, shop, [number])).get(number) ?? [];

const LINE = { number: "text", seq: "int", entry: "jsonb", kept: "jsonb", hash: "text", at: "timestamptz", heardAt: "timestamptz" } as const;

export async function insertLines(world: World, shop: ShopId, lines: readonly Line[]): Promise<void> {
  const rows = lines.map(({ number, seq, entry, kept, hash, heardAt }) => ({ number, seq, entry, kept, hash, at: new Date(entry.at), heardAt: new Date(heardAt) }));
  await world.db.run(sql`
    insert into consent_entry (shop_id, number, seq, entry, evidence, hash, at, heard_at)
    select ${shop}::int, decode(f.number, 'hex'), f.seq, f.entry, nullif(f.kept, 'null'::jsonb), decode(f.hash, 'hex'), f.at, f."heardAt" from ${recordset<(typeof rows)[number]>(LINE, rows)} order by f.number, f.seq`);
}

export type Trace = { number: NumberHash; seq: number; address: string | null; agent: string | null; at: Date };
const TRACE = { number: "text", seq: "int", address: "text", agent: "text", at: "timestamptz" } as const;

export async function insertTraces(world: World, shop: ShopId, traces: readonly Trace[]): Promise<void> {
  if (traces.length === 0) return;
  await world.db.run(sql`
    insert into consent_trace (shop_id, number, seq, address, agent, at)
    select ${shop}::int, decode(f.number, 'hex'), f.seq, f.address, f.agent, f.at from ${recordset<Trace>(TRACE, traces)} order by f.number, f.seq`);
}

export type Sum = { number: NumberHash; state: ConsentState; entries: number; head: string };
const SUM = { number: "text", state: "jsonb", entries: "int", head: "text" } as const;

export async function setSums(world: World, shop: ShopId, sums: readonly Sum[], now: Date): Promise<void> {
  await world.db.run(sql`
    update number_state n set state = f.state, entries = f.entries, head = decode(f.head, 'hex'), changed_at = ${now}
    from ${recordset<Sum>(SUM, sums)} where n.shop_id = ${anyShop(shop)} and n.number = decode(f.number, 'hex')`);
}

/** A change of what the number can do, or of what its owner wants; rows that are not there are made. */
export async function setOnNumber(world: World, shop: ShopId, number: NumberHash, { reach, preference, wroteAt }: Partial<Pick<NumberState, "reach" | "preference" | "wroteAt">>, now: Date): Promise<void> {
  await world.db.run(sql`
    insert into number_state as old (shop_id, number, state, reach, preference, wrote_at, changed_at)
    values (${shop}, decode(${number}, 'hex'), ${JSON.stringify(NO_CONSENT)}::jsonb, coalesce(${reach ?? null}, 'ok'), coalesce(${preference ? storable(JSON.stringify(preference)) : null}::jsonb, '{}'), ${wroteAt ?? null}::timestamptz, ${now})
    on conflict (shop_id, number) do update set
      reach = coalesce(${reach ?? null}, old.reach), preference = coalesce(${preference ? storable(JSON.stringify(preference)) : null}::jsonb, old.preference),
      wrote_at = greatest(old.wrote_at, excluded.wrote_at), changed_at = excluded.changed_at`);
}

/** From now on, whatever was before; null: no more. Rows that are not there are made. */
export async function setRested(world: World, shop: ShopId, numbers: readonly NumberHash[], at: Date | null): Promise<void> {
  await world.db.run(sql`
    insert into number_state (shop_id, number, state, rested_at, changed_at)
    select ${shop}::int, decode(number, 'hex'), ${JSON.stringify(NO_CONSENT)}::jsonb, ${at}::timestamptz, ${world.now()}::timestamptz from unnest(${[...new Set(numbers)].sort()}::text[]) as asked (number) order by number
    on conflict (shop_id, number) do update set rested_at = excluded.rested_at`);
}

export type Owned = { customerId: string; number: NumberHash };
const OWNED = { customerId: "bigint", number: "text" } as const;

/** So that who is erased is found under every number they had. */
export async function noteOwners(world: World, shop: ShopId, owned: readonly Owned[]): Promise<void> {
  if (owned.length === 0) return;
  await world.db.run(sql`
    insert into number_owner (shop_id, customer_id, number) select ${shop}::int, f."customerId", decode(f.number, 'hex') from ${recordset<Owned>(OWNED, owned)} order by 2, 3 on conflict do nothing`);
}

/** The ledger's head as the number's row notes it. */
export async function headOf(world: World, shop: ShopId, number: NumberHash): Promise<{ entries: number; head: string | null }> {
  const rows = await world.db.rows(z.object({ entries: z.int(), head: z.string().nullable() }), sql`
    select entries, encode(head, 'hex') as head from number_state where shop_id = ${shop} and number = decode(${number}, 'hex')`);
  return rows[0] ?? { entries: 0, head: null };
}
