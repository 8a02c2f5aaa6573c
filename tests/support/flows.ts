// A flow that is live in a shop, from its text, and people for whom something happens.
import { z } from "zod";
import { invariant } from "#app/lib/invariant.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { insertFlow } from "#app/flows/flow/flow-rows.server.ts";
import type { FlowId } from "#app/flows/flow/flow.ts";
import { ownTexts } from "#app/flows/flow/own-texts.ts";
import { Line } from "#app/flows/ledger.ts";
import { parse } from "#app/flows/text.ts";
import { setListened } from "#app/flows/told/listened-rows.server.ts";
import { listenedBy } from "#app/flows/told/listened.ts";
import { orderFact } from "#app/customers/fact-id.ts";
import { noteHappened } from "#app/customers/happened-rows.server.ts";
import { insertMessage } from "#app/messages/message/message-rows.server.ts";

export function flowOf(text: string): FlowDefinition {
  const read = parse(text);
  if (!("definition" in read)) throw new Error(JSON.stringify(read));
  return read.definition;
}

/** Live at once, its own texts kept as messages, whatever the checks say. */
export async function aFlow(world: World, shop: ShopId, text: string | FlowDefinition, { name, state = "live" }: { name?: string; state?: string } = {}): Promise<FlowId> {
  const definition = typeof text === "string" ? flowOf(text) : text;
  const flow = await insertFlow(world, shop, { name: name ?? `Flow ${world.ids.uuid()}`, definition, seed: null }, world.now());
  await aVersion(world, shop, flow, 1, definition);
  await world.db.run(sql`update flow set state = ${state}, version = 1, live_at = ${world.now()} where shop_id = ${shop} and flow_id = ${flow}`);
  return flow;
}

export async function aVersion(world: World, shop: ShopId, flow: FlowId, version: number, text: string | FlowDefinition): Promise<void> {
  const definition = typeof text === "string" ? flowOf(text) : text;
  await world.db.run(sql`
    insert into flow_version (shop_id, flow_id, version, name, definition, at) values (${shop}, ${flow}, ${version}, 'F', ${JSON.stringify(definition)}::jsonb, ${world.now()})`);
  for (const { step, definition: own } of ownTexts(String(flow), definition)) {
    const message = await insertMessage(world, shop, `${flow}/${version}/${step}`, own, world.now());
    await world.db.run(sql`update message set state = 'flow' where shop_id = ${shop} and message_id = ${message}`);
    await world.db.run(sql`insert into flow_message (shop_id, flow_id, version, step, message_id, message_version) values (${shop}, ${flow}, ${version}, ${step}, ${message}, 1)`);
  }
  await setListened(world, shop, flow, listenedBy(definition));
}

/** As ingest would write it: the order and that it happened. */
export async function orders(world: World, shop: ShopId, customer: string, order: string, at: Date = world.now()): Promise<void> {
  await world.db.run(sql`insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor) values (${shop}, ${order}, ${customer}, ${at}, 5000) on conflict do nothing`);
  await noteHappened(world, shop, [{ what: "order", customerId: customer, fact: orderFact(order), at, about: { order } }], world.now());
}

const Run = z.object({ runId: z.string(), flowId: z.int(), version: z.int(), customerId: z.string(), state: z.string(), step: z.string().nullable(), waits: z.string().nullable(), reason: z.string().nullable(), label: z.string().nullable(), control: z.boolean(), lines: z.int(), problem: z.string().nullable(), dueAt: z.date().nullable(), lookAt: z.date().nullable() });

export const runsOf = (world: World, shop: ShopId): Promise<z.infer<typeof Run>[]> => world.db.rows(Run, sql`
  select run_id as "runId", flow_id as "flowId", version, customer_id as "customerId", state, step, waits, reason, label, control, lines, problem, due_at as "dueAt", look_at as "lookAt" from flow_run where shop_id = ${shop} order by run_id`);

export async function linesOf(world: World, shop: ShopId, run: string): Promise<Line[]> {
  const rows = await world.db.rows(z.object({ line: Line, seq: z.int() }), sql`select line, seq from flow_line where shop_id = ${shop} and run_id = ${run}::bigint order by seq`);
  rows.forEach(({ seq }, index) => invariant(seq === index + 1, "a ledger has no gap"));
  return rows.map(({ line }) => line);
}

export const entriesOf = (world: World, shop: ShopId) => world.db.rows(z.object({ flow: z.int(), customer: z.string(), fact: z.string(), state: z.string(), reason: z.string().nullable(), dueAt: z.date() }), sql`
  select flow_id as flow, customer_id as customer, fact, state, reason, due_at as "dueAt" from flow_entry where shop_id = ${shop} order by entry_id`);
