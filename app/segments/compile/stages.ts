// A field that stands for many conditions of which all must hold, in steps: what the orders by themselves say is asked first,
// what groups items by a value of theirs is asked of whoever is left, and what looks around them of even fewer. Whoever is left
// out is known not to meet it, whatever the other conditions say.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { type Agg, asksIfKnown, leavesOf, type Node } from "../definition.ts";
import { numberPasses, ratio } from "../exact.ts";
import { isUnknownThen } from "../then.ts";
import { isPlain } from "../windows.ts";
import { hiddenSql } from "./choose.ts";
import type { Context } from "./context.ts";
import { isDear, looksAround } from "./narrow.ts";
import { makeSources } from "./sources.ts";
import { customersSql } from "./then.ts";

/** Who is left, as a condition on a customer's id. */
export const ASKED = sql`SELECT asked.customer_id FROM asked`;

/** Whether anything of customers' own rows is asked, beyond who they are. */
export const asksCustomer = (...parts: Sql[]): boolean => parts.some((part) => /\bc\.(?!customer_id\b)/.test(part.sql));

type Say = (node: Node, context: Context, candidates: Sql | null) => Sql;

/** The verdict of everybody; where only "true" matters, of whoever meets all. Null: one step is enough. */
export function stagedSql(node: Node, context: Context, candidates: Sql | null, say: Say): Sql | null {
  const [first, ...later] = stepsOf(node);
  if (first === undefined || later.length === 0) return null;
  const { loose } = context;
  const rows = later.reduce((asked, step, at) => sql`WITH asked AS MATERIALIZED (${asked}) ${nextSql(step, context, say, at === later.length - 1)}`, firstSql(first, context, candidates, say));
  const alias = raw(context.sources.own(rows));
  return loose ? sql`(${alias}.customer_id IS NOT NULL)` : sql`(CASE WHEN ${alias}.customer_id IS NULL THEN false ELSE ${alias}.verdict END)`;
}

function firstSql(nodes: Node[], context: Context, candidates: Sql | null, say: Say): Sql {
  const { ask, loose } = context;
  const sources = makeSources(ask, candidates);
  const verdicts = nodes.map((node) => say(node, { ...context, sources }, candidates));
  // What is never unknown is said so that the planner may start from the facts, and knows that few are left.
  const left = nodes.map((node, at) => (isOfOrders(node) && isSure(node, ask) ? say(node, { ...context, sources, loose: true }, candidates) : isLeft(verdicts[at] ?? sql`true`, loose)));
  const whose = candidates === null ? [] : [sql`c.customer_id IN (${candidates})`];
  return sql`SELECT c.customer_id, (${join(verdicts, " AND ")}) AS verdict FROM ${customersSql(ask, candidates)} c ${sources.joins()} WHERE ${join([sql`c.shop_id = ${ask.shop}`, ...whose, ...left], " AND ")}`;
}

function nextSql(nodes: Node[], context: Context, say: Say, isLast: boolean): Sql {
  const { ask, loose } = context;
  const sources = makeSources(ask, ASKED);
  const verdict = sql`(${join(nodes.map((node) => say(node, { ...context, sources }, ASKED)), " AND ")})`;
  const joins = sources.joins();
  // They are customers; where nothing of their rows is asked, those are not looked up once more.
  const asksRows = asksCustomer(verdict, joins);
  const from = asksRows ? sql`asked JOIN ${customersSql(ask, ASKED)} c ON c.shop_id = ${ask.shop} AND c.customer_id = asked.customer_id` : sql`asked CROSS JOIN LATERAL (SELECT asked.customer_id) c`;
  const rows = sql`SELECT c.customer_id, (asked.verdict AND ${verdict}) AS verdict FROM ${from} ${joins}`;
  return isLast && !loose ? rows : sql`${rows} WHERE ${isLeft(verdict, loose)}`;
}

const isLeft = (verdict: Sql, loose: boolean): Sql => (loose ? verdict : sql`(${verdict}) IS NOT FALSE`);

/** Conditions by what they cost. None: all are asked at once. */
export function stepsOf(node: Node): Node[][] {
  if (node.kind !== "all" || leavesOf(node).some(({ leaf }) => leaf.ifUnknown !== undefined)) return [];
  const nodes = conditionsOf(node);
  const around = nodes.filter(looksAround);
  const dear = nodes.filter((each) => isDear(each) && !around.includes(each));
  const first = nodes.filter((each) => !isDear(each));
  return first.some(isOfOrders) ? [first, dear, around].filter((step) => step.length > 0) : [];
}

const conditionsOf = (node: Node): Node[] => (node.kind === "all" ? node.nodes.flatMap(conditionsOf) : [node]);

/** Nobody meets it without an order. */
const isOfOrders = (node: Node): node is Agg =>
  node.kind === "agg" && node.event === "order" && node.measure === "count" && !asksIfKnown(node.test) && numberPasses(ratio(0n), node.test, 0) !== true;

const isSure = (leaf: Agg, ask: ShopAsk): boolean => hiddenSql(leaf, ask) === null && (leaf.window === undefined || isPlain(leaf.window)) && !isUnknownThen(leaf, ask);
