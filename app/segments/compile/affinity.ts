// What somebody buys, looks at and puts into a cart, added up (affinity.ts): the parts of a share.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import { ITEM_WORTH_SQL, SEEN, seenFilters, seenLeast, seenQuery, seenWorth } from "../affinity.ts";
import type { EventKey, Filter, Share } from "../definition.ts";
import type { Query } from "../query.ts";
import { among, choose } from "./choose.ts";
import type { Context } from "./context.ts";
import { fadeSql, other } from "./measure.ts";

export function affinityParts(leaf: Share, { ask, sources }: Context) {
  const fading = (event: EventKey) => (leaf.halfLife === undefined ? sql`1` : fadeSql({ event }, leaf.halfLife, ask));
  const bought = sumsOf({ event: "item", where: leaf.where, whereAny: leaf.whereAny, window: leaf.window }, leaf.part ?? [], sql`sum(${raw(ITEM_WORTH_SQL)} * ${fading("item")})`);
  const seen = SEEN.map(({ event, points }) => sumsOf(seenQuery(leaf, event), seenFilters(leaf.part ?? []), sql`sum(${fading(event)} * ${seenWorth(leaf, points)}::int)`));
  const total = (of: (sums: typeof bought) => Sql) => sql`(${join([bought, ...seen].map((sums) => sql`coalesce(${of(sums)}, 0)`), " + ")})`;
  const views = join(seen.map(({ count }) => sql`coalesce(${count}, 0)`), " + ");
  return { part: total(({ part }) => part), base: total(({ base }) => base), enough: sql`(coalesce(${bought.count}, 0) > 0 OR ${views} >= ${seenLeast(leaf)}::int)` };

  function sumsOf(query: Query, part: Filter[], sum: Sql) {
    const all = choose(query, ask);
    const base = query.event === "item" ? { ...all, joins: [...all.joins, "order" as const] } : all;
    const chosen = among(base, query.event, part, ask);
    return { part: sources.column(query.event, other(sum), chosen), base: sources.column(query.event, other(sum), base), count: sources.column(query.event, { kind: "count" }, base) };
  }
}
