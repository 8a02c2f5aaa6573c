// Halves of a shop: a preview of so many customers that people would wait for it asks for one half of them beside the
// other, on two cores of the database. Whoever is in a half has all their facts in it, so that answers add up.
import type { CustomerId } from "#app/lib/ids.ts";
import { raw, type Sql, sql } from "#app/lib/sql.ts";

export type Half = { side: "lower" | "upper"; /** The first of the upper half. */ middle: CustomerId };

/** Those with the greater ids first; a shop that is not halved is asked at once. */
export const halvesOf = ({ middle }: { middle?: CustomerId | null }): (Half | undefined)[] =>
  middle ? [{ side: "upper", middle }, { side: "lower", middle }] : [undefined];

/** Over an alias whose rows belong to customers; of rows without one it is not true. */
export const inHalf = (alias: string, { side, middle }: Half): Sql => sql`${raw(alias)}.customer_id ${raw(side === "lower" ? "<" : ">=")} ${middle}::bigint`;
