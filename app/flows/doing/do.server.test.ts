import { expect, test } from "vitest";
import { z } from "zod";
import { CustomerId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { deliver } from "#app/outbox/deliver.server.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { FlowDefinition, type FlowWritten } from "../definition.ts";
import { doDue } from "./do.server.ts";
import { doingAgain, letDoingGo } from "./doing-rows.server.ts";

const { world, store, opened } = await aSandboxWorld({ customers: 6, orders: 6 });
const shop = await opened();
const people = [...store.tables.Customer.values()];
for (const { id, phone } of people) await world.db.run(sql`insert into customer (shop_id, customer_id, phone) values (${shop}, ${id}, ${phone})`);

let runs = 0;

/** A run of a flow of one step asks for it. */
async function asks(step: FlowWritten["steps"][number], customer = people[0]?.id ?? 0, version = ++runs): Promise<string> {
  const definition = FlowDefinition.parse({ version: 1, triggers: [{ kind: "call", by: "manual" }], entry: { reentry: { kind: "always" } }, first: step.id, steps: [step] });
  await world.db.run(sql`insert into flow_version (shop_id, flow_id, version, name, definition, at) values (${shop}, 1, ${version}, 'VIP', ${JSON.stringify(definition)}::jsonb, ${world.now()}) on conflict do nothing`);
  const [row] = await world.db.rows(z.object({ id: z.string() }), sql`
    insert into flow_doing (shop_id, run_id, flow_id, version, customer_id, step, key, what, due_at, at)
    values (${shop}, ${++runs}, 1, ${version}, ${CustomerId.parse(String(customer))}, ${step.id}, ${`${step.id}/1`}, ${step.kind}, ${world.now()}, ${world.now()}) returning doing_id as id`);
  return row?.id ?? "";
}

const stateOf = async (doing: string) => (await world.db.rows(z.object({ state: z.string(), problem: z.string().nullable() }), sql`select state, problem from flow_doing where shop_id = ${shop} and doing_id = ${doing}::bigint`))[0];

async function rest() {
  for (let moved = 1; moved > 0; ) moved = (await doDue(world, shop)) + (await deliver.step(world, shop));
}

test("Tags go on and off by commands of their own, once, and the row says when they are done.", async () => {
  const customer = people[0]?.id ?? 0;
  const doing = await asks({ id: "mark", kind: "update", changes: [{ kind: "tag", tag: "sunset" }, { kind: "tag", tag: "quiet" }] });
  await doDue(world, shop);
  expect((await stateOf(doing))?.state).toBe("sent");
  await rest();
  expect(await stateOf(doing)).toEqual({ state: "done", problem: null });
  expect(store.tables.Customer.get(customer)?.tags).toEqual(expect.arrayContaining(["quiet", "sunset"]));
  await asks({ id: "unmark", kind: "update", changes: [{ kind: "untag", tag: "quiet" }] });
  await rest();
  expect(store.tables.Customer.get(customer)?.tags).not.toContain("quiet");
  expect(await doDue(world, shop)).toBe(0);
});

test("What Shopify refuses stands on the row, is tried again only by hand, and then only what was refused.", async () => {
  const doing = await asks({ id: "mark", kind: "update", changes: [{ kind: "untag", tag: "none" }, { kind: "tag", tag: "lost" }] }, 999_999_999);
  await rest();
  expect(await stateOf(doing)).toMatchObject({ state: "refused", problem: expect.stringContaining("no longer in Shopify") as string });
  const sent = async () => (await world.db.rows(z.object({ key: z.string() }), sql`select key from outbox where shop_id = ${shop} and key like ${`doing/${doing}/%`} order by command_id`)).map(({ key }) => key);
  expect(await sent()).toEqual([`doing/${doing}/0/0`, `doing/${doing}/0/1`]);
  expect(await doingAgain(world, shop, doing, world.now())).toBe(1);
  await rest();
  expect(await sent()).toEqual([`doing/${doing}/0/0`, `doing/${doing}/0/1`, `doing/${doing}/1/1`]);
  expect(await letDoingGo(world, shop, doing)).toBe(1);
  expect((await stateOf(doing))?.state).toBe("failed");
});

test("A step whose version cannot be read any more is refused, and holds up nobody.", async () => {
  const version = ++runs;
  await world.db.run(sql`insert into flow_version (shop_id, flow_id, version, name, definition, at) values (${shop}, 1, ${version}, 'Old', '{}'::jsonb, ${world.now()})`);
  const [old, other] = [await asks({ id: "gone", kind: "update", changes: [{ kind: "tag", tag: "x" }] }, people[1]?.id, version), await asks({ id: "mark", kind: "update", changes: [{ kind: "tag", tag: "y" }] }, people[1]?.id)];
  await rest();
  expect([(await stateOf(old))?.state, (await stateOf(other))?.state]).toEqual(["refused", "done"]);
});
