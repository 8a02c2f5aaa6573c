// Locks that a transaction holds until it ends, one a shop. Their order is: askers, facts (customers/rows.server.ts), membership, mirror, flows,
// and after them single numbers (consent/ledger-rows.server.ts).
// Whoever needs several takes them in this order, so that nobody waits in a circle.
import type { ShopId } from "./ids.ts";
import { sql } from "./sql.ts";
import type { World } from "./world.ts";

/** Keeps this advisory lock apart from others'; its second half is the shop. */
const MEMBERSHIP = 5_301;

/** One road of evaluation, or one merge of customers, moves stays at a time. */
export async function lockMembership(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`select pg_advisory_xact_lock(${MEMBERSHIP}::int, ${shop}::int)`);
}

const ASKERS = 5_302;

/** Whoever makes a segment ask about flows, or about what people own. Before all others. */
export async function lockAskers(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`select pg_advisory_xact_lock(${ASKERS}::int, ${shop}::int)`);
}

/** Whoever moves runs of flows, or writes how variants stand: none of the shop's segments begins to ask about them meanwhile. */
export async function shareAskers(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`select pg_advisory_xact_lock_shared(${ASKERS}::int, ${shop}::int)`);
}

/** One mirror of a shop at a time, whoever runs it. */
export async function lockMirror(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`mirror/${shop}`}, 0))`);
}

/** Whoever decides who is let into the shop's flows, or tells of what happened, and whoever takes people out of all of them. */
export async function lockFlows(world: World, shop: ShopId): Promise<void> {
  await world.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`flows/${shop}`}, 0))`);
}
