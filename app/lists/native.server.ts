// Pump: reads the members of Shopify's own segments into their lists, a page of Shopify's in one transaction
// with the place that was reached. Whoever is killed asks for that page again. A reading ends by taking off
// whomever it did not find, and begins anew an hour later. A copy of a segment of ours is first created there.
import { lockFacts } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { type Sql, sql } from "../lib/sql.ts";
import { lookOver } from "../lib/statistics.server.ts";
import { hours, later, minutes, seconds } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import type { AdminFailure } from "../shopify/admin.ts";
import { admin } from "../shopify/admin.server.ts";
import { CREATE, Create, Members, MEMBERS, MEMBERS_COST, MEMBERS_PAGE, type Native, SEGMENT, Segment, segmentGid, SEGMENTS, Segments } from "../shopify/segments.ts";
import { dueUsers, followGone } from "./member-rows.server.ts";
import { claimFollowing, dropUnseen, type Following, isReady, nextFollowingDue, recordFollowing, seeMembers } from "./native-rows.server.ts";
import { lockList, usersOf } from "./rows.server.ts";

const REFRESH_MS = hours(1);

export const native: Pump = {
  name: "native",
  async step(world, shop) {
    const row = await claimFollowing(world, shop, world.now());
    if (!row) return rest(world, shop);
    await world.point("native:after-claim");
    if (row.nativeId === null) await create(world, shop, row);
    else if (row.begunAt === null) await begin(world, shop, row, row.nativeId);
    else await readPage(world, shop, row, row.nativeId, row.begunAt);
    return 1;
  },
};

async function rest(world: World, shop: ShopId): Promise<number> {
  const at = await nextFollowingDue(world, shop);
  if (at) await wake(world, shop, "native", at);
  return 0;
}

/** The answer to an earlier asking may have been lost: what has our name and our query already is ours. */
async function create(world: World, shop: ShopId, row: Following): Promise<void> {
  const shopify = admin(world, shop);
  const known = await shopify.query(Segments, SEGMENTS, { query: null });
  if (known.kind === "failed") return failed(world, shop, row, known);
  const ours = row.attempts > 0 ? known.data.segments.nodes.find(({ name, query }) => name.startsWith(row.name) && query === row.query) : undefined;
  if (ours) return created(world, shop, row, ours);
  if (!(await recordAttempt(world, shop, row))) return;
  const made = await shopify.query(Create, CREATE, { name: row.name, query: row.query });
  await world.point("native:after-create");
  if (made.kind === "failed") return failed(world, shop, row, made);
  const { segment, userErrors } = made.data.segmentCreate ?? { segment: null, userErrors: [] };
  if (segment) return created(world, shop, row, segment);
  const said = userErrors.map(({ message }) => message).join(" ") || "Shopify gave no reason.";
  await leave(world, shop, row, sql`due_at = null, problem = ${`Shopify refused it: ${said}`}`);
}

const created = (world: World, shop: ShopId, row: Following, { id, name }: Native) =>
  leave(world, shop, row, sql`native_id = ${id}::bigint, name = ${name}, due_at = ${world.now()}, attempts = 0, problem = null`);

/** Before it is sent: whoever comes after a process that died looks first. The lease is kept. */
async function recordAttempt(world: World, shop: ShopId, { listId, fence }: Following): Promise<boolean> {
  return (await world.db.run(sql`update list_native set attempts = attempts + 1 where shop_id = ${shop} and list_id = ${listId} and fence = ${fence}`)) === 1;
}

/** Whether it is still there, what it is called and what it asks. */
async function begin(world: World, shop: ShopId, row: Following, nativeId: string): Promise<void> {
  const now = world.now();
  const answer = await admin(world, shop).query(Segment, SEGMENT, { id: segmentGid(nativeId) }, { partial: true });
  if (answer.kind === "failed") return failed(world, shop, row, answer);
  const { segment } = answer.data;
  if (segment) return leave(world, shop, row, sql`name = ${segment.name}, query = ${segment.query}, begun_at = ${now}, cursor = null, reading = reading + 1, unknown = 0, due_at = ${now}`);
  const errors = answer.errors ?? [];
  if (errors.some(({ extensions }) => extensions?.code !== undefined && extensions.code !== "NOT_FOUND")) {
    return failed(world, shop, row, { kind: "failed", reason: "graphql", detail: errors.map(({ message }) => message).join(" ") });
  }
  await leave(world, shop, row, sql`due_at = null, gone_at = ${now}, problem = 'It was deleted in Shopify.'`);
}

async function readPage(world: World, shop: ShopId, row: Following, nativeId: string, begunAt: Date): Promise<void> {
  const answer = await admin(world, shop).query(Members, MEMBERS, { id: segmentGid(nativeId), first: MEMBERS_PAGE, after: row.cursor }, { cost: MEMBERS_COST });
  if (answer.kind === "failed") return failed(world, shop, row, answer);
  await world.point("native:after-page");
  const { edges, pageInfo } = answer.data.customerSegmentMembers;
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  await transact(world, async (inside) => {
    const now = world.now();
    // Before the list is held: whoever merges customers holds the facts, and then wants lists.
    if (next === null) await lockFacts(inside, shop);
    // First of its own rows: whoever has lost the lease stops here, and nobody takes it until this commits.
    if (!(await recordFollowing(inside, shop, row, next === null ? sql`begun_at = null, cursor = null, read_at = ${begunAt}` : sql`cursor = ${next}`))) return;
    if (!(await lockList(inside, shop, row.listId))) return;
    const users = await usersOf(inside, shop, row.listId);
    // Of a list that is read for the first time everybody is new: its segments are asked as a whole once it is.
    const mark = users.length > 0 && (await isReady(inside, shop, row.listId));
    const { added, unknown } = await seeMembers(inside, shop, row, edges.map(({ node }) => node.id), mark, now);
    let changed = added;
    if (next === null) {
      await followGone(inside, shop, row.listId);
      changed += await dropUnseen(inside, shop, row, mark, now);
      if (users.length > 0 && !mark) await dueUsers(inside, shop, users.map(({ segmentId }) => segmentId));
      await inside.db.run(sql`update list set state = 'ready' where shop_id = ${shop} and list_id = ${row.listId}`);
    }
    await recordFollowing(inside, shop, row, next === null
      ? sql`unknown_before = unknown + ${unknown}, unknown = 0, attempts = 0, problem = null, due_at = ${row.segmentId === null ? later(now, REFRESH_MS) : null}`
      : sql`unknown = unknown + ${unknown}, due_at = ${now}`);
    if (users.length > 0 && (mark ? changed > 0 : next === null)) await wake(inside, shop, "evaluate");
    await inside.point("native:before-commit");
  });
  await lookOver(world, "list_member");
}

const leave = async (world: World, shop: ShopId, row: Following, changes: Sql): Promise<void> => void (await recordFollowing(world, shop, row, changes));

const backoffMs = (attempts: number) => Math.min(seconds(5) * 2 ** Math.min(attempts, 10), minutes(10));

/** Throttled: the same page later. Refused: the reading is given up, the list stays as it is and says so, and an hour later it begins anew. */
function failed(world: World, shop: ShopId, row: Following, { reason, detail, retryAt }: AdminFailure): Promise<void> {
  const now = world.now();
  if (reason === "throttled") return leave(world, shop, row, sql`due_at = ${retryAt ?? later(now, seconds(5))}`);
  if (reason === "network" || reason === "server") {
    return leave(world, shop, row, sql`due_at = ${retryAt ?? later(now, backoffMs(row.attempts))}, attempts = attempts + 1, problem = ${detail}`);
  }
  if (reason === "graphql") return leave(world, shop, row, sql`due_at = ${later(now, row.begunAt === null ? REFRESH_MS : minutes(1))}, begun_at = null, cursor = null, problem = ${detail}`);
  return leave(world, shop, row, sql`due_at = ${retryAt ?? later(now, minutes(10))}, problem = ${detail}`);
}
