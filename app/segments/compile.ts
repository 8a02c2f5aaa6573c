// A definition as one set-based statement. match.ts says the same of one customer in plain code, and
// the laws in tests/laws hold them equal. Text and parameters stay apart; every table names the shop.
import { empty, join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "./ask.ts";
import type { Cmp, Definition, Expression, Node } from "./definition.ts";
import { meetingSql } from "./compile/cmp.ts";
import type { Context } from "./compile/context.ts";
import { inSql } from "./compile/in.ts";
import { needsOrder } from "./compile/needs-order.ts";
import { narrow } from "./compile/narrow.ts";
import { rankedSql } from "./compile/rank.ts";
import { sumsSql, unseenSql } from "./compile/score.ts";
import { makeSources } from "./compile/sources.ts";
import { ASKED, asksCustomer } from "./compile/stages.ts";
import { type Survey, survey } from "./compile/survey.ts";
import { customersSql } from "./compile/then.ts";
import { nodeSql } from "./compile/tree.ts";
import { inHalf } from "./halves.ts";
import { DAY_MS } from "./measure.ts";
import { marginOf, speedOf } from "./meeting.ts";
import type { Scoring } from "./score.ts";
import { hasOwnDays, livingIn, zoneParts } from "./own-days.ts";

export type Compiled = {
  /** customer_id, verdict (true, false or null = unknown) of every customer, or of those that `candidates` (SELECT customer_id …) names. */
  verdicts(candidates?: Sql): Sql;
  /** customer_id of those whose verdict is true. */
  members(candidates?: Sql): Sql;
  /** Columns of leaves, of which a preview is made. */
  survey(): Survey;
};

export function compile(definition: Definition, ask: ShopAsk): Compiled {
  const { node } = definition;
  const all = (candidates: Sql | null, loose: boolean, parts: PartsOf) => everywhere(definition, ask, candidates, loose, parts);
  return {
    verdicts: (candidates) => all(candidates ?? null, false, (context, asked) => ({ columns: sql`c.customer_id, ${nodeSql(node, context, asked)} AS verdict` })),
    members(candidates) {
      if (candidates || hasOwnDays(definition)) return all(candidates ?? null, true, (context, asked) => ({ columns: sql`c.customer_id`, where: nodeSql(node, context, asked) }));
      const few = narrow(node, ask);
      return few ? membersAmong(few.rest, ask, membersOf(few.first, ask)) : membersOf(node, ask);
    },
    survey() {
      const { columns, ...conditions } = survey(node);
      return { ...conditions, rows: all(null, false, (context, asked) => ({ columns: columns(context, asked), isMerged: true })) };
    },
  };
}

/** Exact values of everybody who is ranked, of all or of a segment's members: top / bottom, bottom above zero. */
export function rankedValues(of: Expression, among: number | undefined, ask: ShopAsk): Sql {
  const everybody = statement(ask, null, false, (context) => {
    const { top, bottom, unranked, unsure } = rankedSql(of, context, null);
    const member = among === undefined ? [] : [inSql({ kind: "in", segment: among, how: { kind: "is" } }, context)];
    return { columns: sql`c.customer_id, ${top} AS top, ${bottom} AS bottom`, where: join([sql`NOT ${unranked}`, ...(unsure === null ? [] : [sql`NOT ${unsure}`]), ...member], " AND ") };
  });
  return sql`SELECT v.customer_id, v.top, v.bottom FROM (${everybody}) v WHERE v.top IS NOT NULL AND v.bottom > 0`;
}

/** customer_id, top and bottom of everybody who can be scored; null where nobody can. */
export function scoredSums(scoring: Scoring, ask: ShopAsk): Sql | null {
  const sums = sumsSql(scoring, ask, null);
  if (sums === null) return null;
  const unseen = unseenSql(scoring, ask);
  return statement(ask, null, true, ({ sources }) => {
    const alias = raw(sources.own(sums));
    return { columns: sql`c.customer_id, ${alias}.top, ${alias}.bottom`, where: sql`${alias}.customer_id IS NOT NULL${unseen === null ? empty : sql` AND NOT ${unseen}`}` };
  });
}

/** customer_id and days: of everybody whose two sides meet by time alone between the ask's now and `until`, and of some more; null where they move alike. */
export function meetings(leaf: Cmp, ask: ShopAsk, until: Date): Sql | null {
  if (speedOf(leaf) === 0) return null;
  const everybody = statement(ask, null, true, (context) => ({ columns: sql`c.customer_id, ${meetingSql(leaf, context)} AS days` }));
  const [margin, days] = [marginOf(leaf), (until.getTime() - ask.now.getTime()) / Number(DAY_MS)];
  // The LIMIT, which is none, keeps the planner from working the days out each time they are named.
  return sql`SELECT m.customer_id, m.days FROM (${everybody} LIMIT ALL) m WHERE m.days BETWEEN ${-margin}::float8 AND ${days + margin}::float8`;
}

const membersOf = (node: Node, ask: ShopAsk) => buyersOf(node, ask) ?? statement(ask, null, true, (context, asked) => ({ columns: sql`c.customer_id`, where: nodeSql(node, context, asked) }));

/** Where one look at the orders finds them all. Orders of who was deleted stay, so that those are left out. */
function buyersOf(node: Node, ask: ShopAsk): Sql | null {
  if (ask.past || ask.half || ask.areManyGone || !needsOrder(node)) return null;
  const sources = makeSources(ask, null);
  const where = nodeSql(node, { ask, sources, loose: true }, null);
  const orders = sources.only();
  if (orders === null || asksCustomer(where, orders.query)) return null;
  // NOT IN makes one table of them in memory: the planner takes those who are found for few, and else would look each of them up.
  const gone = sql`SELECT g.customer_id FROM customer_gone g WHERE g.shop_id = ${ask.shop}`;
  return sql`SELECT c.customer_id FROM (${orders.query}) ${raw(orders.alias)} CROSS JOIN LATERAL (SELECT ${raw(orders.alias)}.customer_id) c WHERE ${where} AND c.customer_id NOT IN (${gone})`;
}

/** Of people who are customers for certain. Where nothing of their rows is asked, those are not looked up once more. */
function membersAmong(node: Node, ask: ShopAsk, customers: Sql): Sql {
  const sources = makeSources(ask, ASKED);
  const where = nodeSql(node, { ask, sources, loose: true }, ASKED);
  const joins = sources.joins();
  if (asksCustomer(where, joins)) return statement(ask, customers, true, (context, asked) => ({ columns: sql`c.customer_id`, where: nodeSql(node, context, asked) }));
  return sql`WITH asked AS MATERIALIZED (${customers}) SELECT c.customer_id FROM asked c ${joins} WHERE ${where}`;
}

/**
 * `isMerged`: everybody is asked, and grouped facts come in the order of ids. In that order people are merged with them, not looked up
 * all over a hash table (of a million, D13 took a sixth less); the planner counts both as equal, and where nothing is grouped it costs.
 */
type Parts = { columns: Sql; where?: Sql; isMerged?: boolean };
type PartsOf = (context: Context, asked: Sql | null) => Parts;

/** Where a definition counts each customer's own days: once in each time zone, of those who live there. */
function everywhere(definition: Definition, ask: ShopAsk, candidates: Sql | null, loose: boolean, parts: PartsOf): Sql {
  if (!hasOwnDays(definition)) return statement(ask, candidates, loose, parts);
  return join(zoneParts(ask).map((part) => sql`(${statement({ ...ask, zone: part.zone }, livingIn(part, ask, candidates), loose, parts)})`), " UNION ALL ");
}

function statement(ask: ShopAsk, candidates: Sql | null, loose: boolean, parts: PartsOf): Sql {
  const asked = candidates === null ? null : ASKED;
  const sources = makeSources(ask, asked);
  const { columns, where, isMerged = false } = parts({ ask, sources, loose }, asked);
  const joins = sources.joins();
  const order = isMerged && joins !== empty ? sql` ORDER BY c.customer_id` : empty;
  const conditions = [sql`c.shop_id = ${ask.shop}`, ask.half ? inHalf("c", ask.half) : null, asked === null ? null : sql`c.customer_id IN (${asked})`, where ?? null].filter((part) => part !== null);
  const query = sql`SELECT ${columns} FROM ${customersSql(ask, asked)} c ${joins} WHERE ${join(conditions, " AND ")}${order}`;
  return candidates === null ? query : sql`WITH asked AS MATERIALIZED (${candidates}) ${query}`;
}
