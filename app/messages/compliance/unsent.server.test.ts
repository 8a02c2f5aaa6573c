// What the gate skips or puts off, and what the provider refuses, from the sender to a segment that asks about it.
import { expect, test } from "vitest";
import { z } from "zod";
import { flow as flowPump } from "#app/flows/run/flow.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { transact } from "#app/lib/world.ts";
import { UNSENT } from "#app/segments/unsent.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { parse } from "#app/segments/text.ts";
import { text } from "#app/outbox/text.server.ts";
import { aFlow } from "#tests/support/flows.ts";
import { phoneOf } from "#tests/support/platforms.ts";
import { aText, aTextingShop } from "#tests/support/texting.ts";
import { aWorld } from "#tests/support/world.ts";
import { OF_ANSWERS, REASONS } from "../gate/reasons.ts";
import { writeTexts } from "../person-text-rows.server.ts";
import { unsent } from "./unsent.server.ts";

const NOON = new Date("2026-06-15T16:00:00Z");
const NIGHT = new Date("2026-06-16T03:00:00Z");
const world = await aWorld(NOON);

const Told = z.object({ customer: z.string(), kind: z.string(), because: z.string(), campaign: z.string().nullable(), props: z.record(z.string(), z.unknown()).nullable(), at: z.date() });

test("every reason for which the gate skips or puts off somebody's text of a campaign or a flow can be asked for, and no other", () => {
  expect(Object.keys(UNSENT)).toEqual(Object.entries(REASONS).flatMap(([reason, { verdict }]) => ((verdict === "skip" || verdict === "defer") && !OF_ANSWERS.has(reason) ? [reason] : [])));
});

test("who was skipped or put off, why and of what, is told to segments once; a test and an answer are not", async () => {
  world.clock.set(NOON);
  const { shop, customers: [ann, bob, cid], numbers: [anns, bobs, cids] } = await aTextingShop(world);
  if (!ann || !bob || !cid || !anns || !bobs || !cids) throw new Error("three people");
  const flow = await aFlow(world, shop, "trigger event(event order) entry (reentry always()) first a step a end(label Done)", { name: "Welcome" });
  await world.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, state, created_at, changed_at) values (${shop}, 1, 'Sale', 1, 'running', ${NOON}, ${NOON})`);
  world.clock.set(NIGHT);
  await transact(world, (inside) => writeTexts(inside, shop, [
    aText("step", ann, anns, NIGHT, { source: "flow", topic: "Welcome" }),
    aText("sale", bob, bobs, NIGHT, { source: "campaign", campaignId: 1 }),
    aText("try", cid, cids, NIGHT),
  ], NIGHT));
  await world.db.run(sql`update person_text set flow_id = ${flow}, step = 'm1' where shop_id = ${shop} and key = 'step'`);
  while ((await text.step(world, shop)) > 0) continue;
  while ((await unsent.step(world, shop)) > 0) continue;
  const told = await world.db.rows(Told, sql`select customer_id::text as customer, kind, text as because, campaign, props, at from event where shop_id = ${shop} and kind like 'sms%' order by customer_id`);
  expect(told).toEqual([
    { customer: ann, kind: "smsDeferred", because: "lawHours", campaign: "Welcome", props: { text: "1", flow: "Welcome", step: "m1", topic: "Welcome" }, at: NIGHT },
    { customer: bob, kind: "smsSkipped", because: "leftSegment", campaign: "Sale", props: { text: "2" }, at: NIGHT },
  ]);
  expect([await total(shop, 'count(smsDeferred where event.because is "lawHours") in last 1 d >= 1'), await total(shop, 'count(smsDeferred where event.text.step is "m1") >= 1')]).toEqual([1, 1]);
  expect(await total(shop, "count(smsSkipped) = 0")).toBe(2);
});

test("a text that the provider refuses at once has failed, which is told once: to segments, and to the flow that waits for it", async () => {
  world.clock.set(NOON);
  const { shop, platforms, customers: [ann], numbers: [anns] } = await aTextingShop(world);
  if (!ann || !anns) throw new Error("three people");
  platforms.control({ platform: "twilio", acts: [{ act: "reply", phone: phoneOf(1), text: "STOP" }] });
  const flow = await aFlow(world, shop, 'trigger text(what failed) entry (reentry always()) first w step w wait.span(span 3 d)', { name: "Reach them elsewhere" });
  await transact(world, (inside) => writeTexts(inside, shop, [aText("parcel", ann, anns, NOON, { class: "transactional" })], NOON));
  const rest = async () => {
    for (const pump of [text, unsent, flowPump]) while ((await pump.step(world, shop)) > 0) continue;
  };
  await rest();
  await rest();
  const told = await world.db.rows(Told.omit({ because: true }), sql`select customer_id::text as customer, kind, campaign, props, at from event where shop_id = ${shop} and kind in ('smsSent', 'smsFailed', 'smsSkipped')`);
  expect(told).toEqual([{ customer: ann, kind: "smsFailed", campaign: null, props: { text: expect.stringMatching(/^\d+$/), errorCode: "21610", picture: false }, at: NOON }]);
  expect(await total(shop, "count(smsFailed) >= 1")).toBe(1);
  expect(await world.db.rows(z.object({ flow: z.int(), customer: z.string() }), sql`select flow_id as flow, customer_id::text as customer from flow_run where shop_id = ${shop}`)).toEqual([{ flow: Number(flow), customer: ann }]);
});

async function total(shop: ShopId, asked: string): Promise<number | null> {
  const read = parse(asked);
  if ("problems" in read) throw new Error(asked);
  const preview = await previewSegment(world, shop, read.definition);
  return "total" in preview ? preview.total : null;
}
