import { z } from "zod";
import { beforeEach, expect, test } from "vitest";
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { seconds } from "../lib/time.ts";
import { countProblems, dismiss, listProblems, tryAgain } from "./problems.server.ts";
import { startSync, stopSync, syncState } from "./sync.server.ts";
import { TagShopify } from "#tests/laws/sync-shopify.ts";
import { aSegment, customerIds, move, untilRest, withToken } from "#tests/laws/sync-world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();
let shop: ShopId;
let shopify: TagShopify;
let vip: SegmentId;

beforeEach(async () => {
  shop = await aShop(world);
  shopify = new TagShopify(world);
  world.network.on((request) => shopify.answer(request));
  await withToken(world, shop);
  vip = await aSegment(world, shop, "VIP");
});

const park = (topic: string) => world.db.run(sql`
  insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, state, due_at, attempts, problem)
  values (${shop}, 'shopify', ${topic}, ${topic}, ${world.now()}, ${world.now()}, '{', 'parked', ${world.now()}, 3, 'It is not JSON.')`);

const kinds = async () => (await listProblems(world, shop)).problems.map(({ kind, subject, reason }) => `${kind}: ${subject}: ${reason}`);

test("A webhook that cannot be read is listed with its reason, tried again when asked, or let be.", async () => {
  await park("orders/create");
  expect(await kinds()).toEqual(["inbox: orders/create: It is not JSON."]);
  const [problem] = (await listProblems(world, shop)).problems;
  expect(problem).toMatchObject({ attempts: 3, again: "retry", mayDismiss: true });
  if (!problem) return;
  expect(await tryAgain(world, shop, problem)).toEqual([]);
  expect(await tryAgain(world, shop, problem)).toEqual([{ path: [], message: "This is solved already." }]);
  expect(await countProblems(world, shop)).toBe(0);
  await world.db.run(sql`update inbox set state = 'parked' where shop_id = ${shop}`);
  expect(await dismiss(world, shop, problem)).toEqual([]);
  expect(await countProblems(world, shop)).toBe(0);
});

test("A webhook whose body was deleted is still listed with its reason, and can only be let be.", async () => {
  await park("orders/create");
  await world.db.run(sql`update inbox set body = null where shop_id = ${shop}`);
  const [problem] = (await listProblems(world, shop)).problems;
  expect(problem).toMatchObject({ reason: "It is not JSON.", again: null, mayDismiss: true });
  if (!problem) return;
  expect(await tryAgain(world, shop, problem)).toEqual([{ path: [], message: expect.stringContaining("deleted") }]);
  expect(await countProblems(world, shop)).toBe(1);
  expect(await dismiss(world, shop, problem)).toEqual([]);
  expect(await countProblems(world, shop)).toBe(0);
});

const runs = () => world.db.rows(z.object({ kind: z.string(), reason: z.string(), state: z.string() }), sql`
  select kind, reason, state from import_run where shop_id = ${shop} order by import_id`);

test("A line of an export that could not be read is answered by reading all of its kind anew.", async () => {
  const parkLine = (kind: string, key: string) => world.db.run(sql`
    insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, state, due_at, problem)
    values (${shop}, 'import', ${`import/${kind}`}, ${key}, ${world.now()}, ${world.now()}, '{', 'parked', ${world.now()}, 'The line is not JSON.')`);
  for (const key of ["1/0", "1/900"]) await parkLine("orders", key);
  await parkLine("customers", "2/0");
  const [problem] = (await listProblems(world, shop)).problems.filter(({ subject }) => subject === "import/orders");
  expect(problem).toMatchObject({ again: "readAnew", mayDismiss: true });
  if (!problem) return;
  expect(await tryAgain(world, shop, problem)).toEqual([]);
  expect(await runs()).toEqual([{ kind: "orders", reason: "asked", state: "asked" }]);
  expect(await kinds()).toEqual(["inbox: import/customers: The line is not JSON."]);
});

test("Lines of an export that is still being read wait until it is done.", async () => {
  await world.db.run(sql`insert into import_run (shop_id, import_id, kind, reason, state, due_at, created_at) values (${shop}, 7, 'orders', 'install', 'reading', ${world.now()}, ${world.now()})`);
  await world.db.run(sql`insert into inbox (shop_id, source, topic, key, triggered_at, received_at, body, state, due_at, problem)
    values (${shop}, 'import', 'import/orders', '7/0', ${world.now()}, ${world.now()}, '{', 'parked', ${world.now()}, 'The line is not JSON.')`);
  const [problem] = (await listProblems(world, shop)).problems;
  if (problem) expect(await tryAgain(world, shop, problem)).toEqual([{ path: [], message: expect.stringContaining("still being read") }]);
  expect(await countProblems(world, shop)).toBe(1);
  expect(await runs()).toHaveLength(1);
});

test("A command that was given up is tried again, and its person is tagged.", async () => {
  await move(world, shop, vip, customerIds(1), true);
  shopify.addCustomer("1");
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  shopify.tags.get("1")?.clear();
  await world.db.run(sql`update outbox set state = 'parked', problem = 'Given up.', done_at = null where shop_id = ${shop}`);
  await world.db.run(sql`
    update mirror_member set state = 'adding', command_id = (select command_id from outbox where shop_id = ${shop}) where shop_id = ${shop}`);
  expect(await kinds()).toEqual(["outbox: tagsAdd: Given up."]);
  const [problem] = (await listProblems(world, shop)).problems;
  if (problem) expect(await tryAgain(world, shop, problem)).toEqual([]);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1"]);
  expect(await kinds()).toEqual([]);
});

test("A customer whom Shopify refused is listed; once it is mended, trying again tags them.", async () => {
  await move(world, shop, vip, customerIds(1, 2), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  expect(await countProblems(world, shop)).toBe(2);
  shopify.addCustomer("1");
  const { problems } = await listProblems(world, shop);
  expect(problems.map(({ id }) => id)).toEqual([`${vip}/1`, `${vip}/2`]);
  for (const problem of problems) await tryAgain(world, shop, problem);
  await untilRest(world, shop);
  expect(shopify.carriers("segue:vip")).toEqual(["1"]);
  const [left] = (await listProblems(world, shop)).problems;
  expect(left).toMatchObject({ kind: "mirror", customer_id: "2", reason: expect.stringContaining("no longer in Shopify") });
  if (left) expect(await dismiss(world, shop, left)).toEqual([]);
  expect(await countProblems(world, shop)).toBe(0);
  expect(await untilRest(world, shop)).toBe(0);
});

test("A command that is let be takes all its people along: nobody of them is listed, asked for again, or kept waiting for.", async () => {
  const people = Array.from({ length: 120 }, (_, i) => i + 1);
  for (const id of people) shopify.addCustomer(String(id));
  await move(world, shop, vip, customerIds(...people), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  const parked = (state: string) => world.db.run(sql`
    with command as (update outbox set state = 'parked', problem = 'Given up.', done_at = null where shop_id = ${shop} and command_id = (select max(command_id) from outbox where shop_id = ${shop}) returning command_id)
    update mirror_member m set state = ${state}, command_id = command.command_id from command where m.shop_id = ${shop}`);
  await parked("adding");
  const dismissAll = async () => {
    for (const problem of (await listProblems(world, shop)).problems) expect(await dismiss(world, shop, problem)).toEqual([]);
    await untilRest(world, shop);
    return countProblems(world, shop);
  };
  expect(await dismissAll()).toBe(0);
  expect(await world.db.run(sql`select 1 from mirror_member where shop_id = ${shop} and state = 'refused'`)).toBe(120);
  await parked("removing");
  await world.db.run(sql`update outbox set let_go = false where shop_id = ${shop}`);
  await stopSync(world, shop, vip, { removeTags: true });
  expect(await dismissAll()).toBe(0);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "off" });
});

test("A tag that Shopify would not take away can be let be, and its sync ends.", async () => {
  shopify.addCustomer("1");
  await move(world, shop, vip, customerIds(1), true);
  await startSync(world, shop, vip, {});
  await untilRest(world, shop);
  await world.db.run(sql`update mirror_member set problem = 'Refused.' where shop_id = ${shop}`);
  await stopSync(world, shop, vip, { removeTags: true });
  await untilRest(world, shop);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "removing" });
  const [problem] = (await listProblems(world, shop)).problems;
  if (problem) expect(await dismiss(world, shop, problem)).toEqual([]);
  await untilRest(world, shop);
  expect([await countProblems(world, shop), (await syncState(world, shop, vip))?.state]).toEqual([0, "off"]);
});

test("A parked segment and a paused sync are listed; a segment cannot be let be.", async () => {
  await world.db.run(sql`update segment set state = 'parked', problem = 'It asks about a deleted segment.', sync_state = 'paused',
    sync_problem = 'Paused.', tag = 'segue:vip', full_due = false where shop_id = ${shop}`);
  expect(await kinds()).toEqual(["segment: VIP: It asks about a deleted segment.", "sync: VIP: Paused."]);
  const { problems } = await listProblems(world, shop);
  for (const problem of problems) {
    expect(problem.mayDismiss).toBe(false);
    expect(await dismiss(world, shop, problem)).toHaveLength(1);
    expect(await tryAgain(world, shop, problem)).toEqual([]);
  }
  expect(await kinds()).toEqual([]);
  expect(await syncState(world, shop, vip)).toMatchObject({ state: "on", tag: "segue:vip" });
});

test("What the merchant paused is no problem.", async () => {
  await world.db.run(sql`update segment set sync_state = 'paused', sync_problem = null, tag = 'segue:vip' where shop_id = ${shop}`);
  expect(await countProblems(world, shop)).toBe(0);
});

test("An import that stopped goes on from where it stood.", async () => {
  await world.db.run(sql`insert into import_run (shop_id, kind, reason, state, bulk_id, due_at, attempts, problem, created_at)
    values (${shop}, 'orders', 'install', 'parked', 'gid://shopify/BulkOperation/1', ${world.now()}, 9, 'Stalled.', ${world.now()})`);
  const [problem] = (await listProblems(world, shop)).problems;
  expect(problem).toMatchObject({ kind: "import", subject: "orders", reason: "Stalled." });
  if (problem) await tryAgain(world, shop, problem);
  expect(await countProblems(world, shop)).toBe(0);
});

test("Pages follow each other without gap or double, the newest first; a broken cursor starts anew.", async () => {
  for (let i = 0; i < 7; i++) {
    await park(`topic/${i}`);
    if (i % 2) world.clock.advance(seconds(1));
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listProblems(world, shop, cursor, 3);
    seen.push(...page.problems.map(({ subject }) => subject));
    cursor = page.next;
  } while (cursor);
  expect(new Set(seen).size).toBe(7);
  // Two came at each instant; those go in the order of their numbers as text.
  expect(seen.map((topic) => Math.floor(Number(topic.slice("topic/".length)) / 2))).toEqual([3, 2, 2, 1, 1, 0, 0]);
  expect((await listProblems(world, shop, "nonsense", 3)).problems).toHaveLength(3);
});

test("Another shop's problem is out of reach.", async () => {
  await park("orders/create");
  const [problem] = (await listProblems(world, shop)).problems;
  const other = await aShop(world);
  expect(await countProblems(world, other)).toBe(0);
  if (problem) expect(await tryAgain(world, other, problem)).toHaveLength(1);
  if (problem) expect(await dismiss(world, other, problem)).toHaveLength(1);
  expect(await countProblems(world, shop)).toBe(1);
});

test("A text that may have gone out is only let be, and one that was stopped is asked about again.", async () => {
  const at = world.now();
  await world.db.run(sql`
    insert into person_text (shop_id, text_id, key, source, number, class, rank, due_at, created_at, state, reason, problem)
    values (${shop}, 1, 'a', 'campaign', '\\x01', 'marketing', 2, ${at}, ${at}, 'doubt', 'allowed', 'Twilio gave no answer.'), (${shop}, 2, 'b', 'inbox', '\\x01', 'conversational', 1, ${at}, ${at}, 'halted', 'tooLong', null)`);
  expect(await kinds()).toEqual(["text: doubt/campaign: Twilio gave no answer.", "text: halted/inbox: The text is longer than a carrier takes. Shorten it."]);
  const [doubt, halted] = (await listProblems(world, shop)).problems;
  if (!doubt || !halted) throw new Error("both are listed");
  expect([doubt.again, halted.again]).toEqual([null, "retry"]);
  expect(await tryAgain(world, shop, doubt)).toEqual([{ path: [], message: "This is solved already." }]);
  expect(await tryAgain(world, shop, halted)).toEqual([]);
  expect(await dismiss(world, shop, doubt)).toEqual([]);
  expect(await countProblems(world, shop)).toBe(0);
});

test("A coupon that Shopify refused and a campaign that was halted are listed with their reason, and go on when asked; one that the merchant paused is none.", async () => {
  const at = world.now();
  const settings = { word: "SPRING", saving: { kind: "percent", percent: 10 }, minimumMinor: null, startsAt: at.toISOString(), endsAt: null, isOnce: true };
  await world.db.run(sql`insert into coupon (shop_id, coupon_id, name, settings, state, problem, created_at) values (${shop}, 1, 'Spring', ${JSON.stringify(settings)}::jsonb, 'refused', 'Title is too long.', ${at})`);
  const definition = { message: { id: 1, version: null }, include: { segments: [vip], lists: [] }, exclude: { segments: [], lists: [] }, schedule: { at: null, zone: "shop" }, perHour: null, expiresAfterMs: 3_600_000, topic: null };
  for (const [id, name, problem] of [[1, "Sale", "senderUnregistered"], [2, "Gone", "messageGone"], [3, "By hand", null]] as const) {
    await world.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, state, problem, paused_at, created_at, changed_at) values (${shop}, ${id}, ${name}, 1, 'paused', ${problem}, ${at}, ${at}, ${at})`);
    await world.db.run(sql`insert into campaign_version (shop_id, campaign_id, version, definition, at) values (${shop}, ${id}, 1, ${JSON.stringify(definition)}::jsonb, ${at})`);
  }
  expect(await kinds()).toEqual([
    "campaign: Sale: Your sender is not registered with the carriers. Finish the registration under Connections.",
    "campaign: Gone: Its message is not there any more. Cancel the campaign, and copy it with another message.",
    "coupon: Spring: Title is too long.",
  ]);
  const { problems } = await listProblems(world, shop);
  for (const problem of problems) {
    expect(await dismiss(world, shop, problem)).toHaveLength(1);
    expect(await tryAgain(world, shop, problem)).toEqual([]);
    expect(await tryAgain(world, shop, problem)).toEqual([{ path: [], message: "This is solved already." }]);
  }
  expect(await kinds()).toEqual([]);
  const states = await world.db.rows(z.object({ state: z.string() }), sql`select state from coupon where shop_id = ${shop} union all select state from campaign where shop_id = ${shop} order by state`);
  expect(states.map(({ state }) => state)).toEqual(["making", "paused", "running", "running"]);
});

test("What a flow could not do is listed with its reason, tried again, or let be.", async () => {
  await world.db.run(sql`insert into flow (shop_id, flow_id, name, draft, created_at, changed_at) values (${shop}, 1, 'Win-back', '{}', ${world.now()}, ${world.now()})`);
  await world.db.run(sql`
    insert into flow_doing (shop_id, run_id, flow_id, version, customer_id, step, key, what, state, problem, due_at, at, done_at)
    values (${shop}, 1, 1, 1, 7, 'mark', 'mark/1', 'update', 'refused', 'The list was deleted.', ${world.now()}, ${world.now()}, ${world.now()})`);
  expect(await kinds()).toEqual(["doing: Win-back/mark: The list was deleted."]);
  const [problem] = (await listProblems(world, shop)).problems;
  if (!problem) return;
  expect([await tryAgain(world, shop, problem), await countProblems(world, shop), await tryAgain(world, shop, problem)]).toEqual([[], 0, [{ path: [], message: "This is solved already." }]]);
  await world.db.run(sql`update flow_doing set state = 'refused' where shop_id = ${shop}`);
  expect([await dismiss(world, shop, problem), await countProblems(world, shop)]).toEqual([[], 0]);
});
