// Whose midnight: a definition counts days, months and seasons in the shop's time zone, or (clock: "customer") in
// each customer's own. Both evaluators then ask the same question once in each zone that customers live in; who has
// no zone that we know counts in the shop's.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Ask, ShopAsk } from "./ask.ts";
import type { Definition } from "./definition.ts";
import { inHalf } from "./halves.ts";
import type { PersonFacts } from "./person.ts";

export const hasOwnDays = ({ clock }: Pick<Definition, "clock">): boolean => clock === "customer";

/** The same ask in the zone in which the definition counts this person's days. */
export function askFor<Asked extends Ask>(definition: Definition, { customer }: Pick<PersonFacts, "customer">, ask: Asked): Asked {
  const { timeZone } = customer;
  return hasOwnDays(definition) && timeZone !== null && ask.zones?.includes(timeZone) ? { ...ask, zone: timeZone } : ask;
}

type Part = { zone: string; /** Over an alias of the customer table. */ lives: (alias: string) => Sql };

/** Everybody stands in exactly one part. */
export function zoneParts({ zone, zones = [] }: Pick<Ask, "zone" | "zones">): Part[] {
  const elsewhere = (alias: string) => sql`(${raw(alias)}.time_zone IS NULL OR ${raw(alias)}.time_zone <> ALL(${[...zones]}::text[]))`;
  return [{ zone, lives: elsewhere }, ...zones.map((own): Part => ({ zone: own, lives: (alias) => sql`${raw(alias)}.time_zone = ${own}` }))];
}

/** customer_id of those who live in the part, of all or of `candidates`. */
export const livingIn = ({ lives }: Part, { shop, half }: ShopAsk, candidates: Sql | null): Sql => {
  const conditions = [sql`z.shop_id = ${shop}`, lives("z"), half ? inHalf("z", half) : null, candidates && sql`z.customer_id IN (${candidates})`].filter((part) => part !== null);
  return sql`SELECT z.customer_id FROM customer z WHERE ${join(conditions, " AND ")}`;
};
