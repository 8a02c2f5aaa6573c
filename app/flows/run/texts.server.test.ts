// Texts of runs on their way to a stand-in of Twilio and back: what the gate said is heard by the run that asked.
import { expect, test } from "vitest";
import { z } from "zod";
import { resumeFlow } from "#app/flows/flow/change-flow.server.ts";
import { sql } from "#app/lib/sql.ts";
import { days, minutes } from "#app/lib/time.ts";
import type { GateSettings } from "#app/messages/gate/settings.ts";
import { readTextSettings, saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { text } from "#app/outbox/text.server.ts";
import { aFlow, linesOf, orders, runsOf } from "#tests/support/flows.ts";
import { aTextingShop, sentThere, textsOf } from "#tests/support/texting.ts";
import { aWorld } from "#tests/support/world.ts";
import { flow } from "./flow.server.ts";
import { runAgain } from "./parked-rows.server.ts";
import { hearRuns } from "./run-rows.server.ts";

const NOON = new Date("2026-06-15T16:00:00Z");
const world = await aWorld(NOON);

const THANKS = 'trigger event(event order) entry (reentry always()) first a step a send(message own(text "Acme: thank you. Reply STOP to end.")) then w step w wait.span(span 2 d) then b step b send(message own(text "Acme: how was it? Reply STOP to end.")) then e step e end(label Done)';

async function aScene(more = "", gate: Partial<GateSettings> = {}, steps = THANKS) {
  world.clock.set(NOON);
  const scene = await aTextingShop(world);
  const { shop, platforms } = scene;
  const { settings } = await readTextSettings(world, shop);
  await saveTextSettings(world, shop, { ...settings, gate: { ...settings.gate, ...gate } }, world.now());
  const id = await aFlow(world, shop, `${steps} ${more}`);
  const rest = async () => {
    // One pump may wake the other without having moved anything itself.
    for (let step = 0, idle = 0; idle < 2; step++) {
      idle = (await flow.step(world, shop)) + (await text.step(world, shop)) > 0 ? 0 : idle + 1;
      if (step > 60) throw new Error("never at rest");
    }
  };
  const forward = async (ms: number) => {
    world.clock.advance(ms);
    await rest();
  };
  const decided = async () => (await Promise.all((await runsOf(world, shop)).map(({ runId }) => linesOf(world, shop, runId)))).map((lines) => lines.flatMap((line) => line.decided.map((each) => ("reason" in each && each.kind !== "goesOn" ? `${each.kind} ${each.reason}` : each.kind))));
  const texts = async () => (await textsOf(world, shop)).map(({ key, state, reason }) => [key.replace(/^flow\/\d+\//, ""), state, reason]);
  return { ...scene, id, rest, forward, decided, texts, there: () => sentThere(platforms).map(({ body }) => body) };
}

test("a text goes, its run hears of it, and the next one goes when the wait is over", async () => {
  const { shop, rest, forward, there, texts, decided } = await aScene();
  await orders(world, shop, "1", "11");
  await rest();
  expect(there()).toHaveLength(1);
  expect(await runsOf(world, shop)).toMatchObject([{ step: "w", waits: "wait" }]);
  await forward(days(2));
  expect(await texts()).toEqual([["a/1", "sent", "allowed"], ["b/1", "sent", "allowed"]]);
  expect(await decided()).toEqual([["entered", "at", "asks", "sent", "at", "waits span", "goesOn", "at", "asks", "sent", "at", "ended finished"]]);
});

test("what the gate defers waits for its run to ask again, and expires when there is no room in time", async () => {
  const { shop, rest, forward, texts, decided } = await aScene("", { brand: { max: 1, windowMs: days(3) } });
  await orders(world, shop, "1", "11");
  await rest();
  await forward(days(2));
  expect(await texts()).toEqual([["a/1", "sent", "allowed"], ["b/1", "skipped", "expired"]]);
  expect((await decided())[0]).toEqual(expect.arrayContaining(["skipped expired", "ended finished"]));
  await orders(world, shop, "2", "12");
  world.clock.set(new Date("2026-06-18T04:00:00Z"));
  await orders(world, shop, "3", "13");
  await rest();
  expect((await decided())[2]).toContain("deferred lawHours");
  const waiting = (await runsOf(world, shop))[2];
  await forward((waiting?.dueAt?.getTime() ?? 0) - world.now().getTime());
  expect((await texts()).at(-1)).toEqual(["a/1", "sent", "allowed"]);
});

test("an exit that has come wins over a text that waits, and takes it back", async () => {
  const { shop, rest, texts, there } = await aScene("exit (label Again, on (event order))");
  await orders(world, shop, "1", "11");
  for (let step = 0; (await flow.step(world, shop)) > 0 && step < 20; step++);
  await orders(world, shop, "1", "12", new Date(world.now().getTime() + 1));
  world.clock.advance(1);
  // Nobody has told the run yet.
  await text.step(world, shop);
  expect(await texts()).toEqual([["a/1", "due", null]]);
  await rest();
  expect((await texts())[0]).toEqual(["a/1", "cancelled", null]);
  expect((await runsOf(world, shop))[0]).toMatchObject({ state: "ended", reason: "exit" });
  expect(there().length).toBeLessThanOrEqual(1);
});

test("whoever is moved away and back while their text is on its way gets it once: the one that is asked for anew waits until what became of it is known", async () => {
  const { shop, rest, texts, there } = await aScene();
  await orders(world, shop, "1", "11");
  for (let step = 0; (await flow.step(world, shop)) > 0 && step < 20; step++);
  const [run] = await runsOf(world, shop);
  const move = async (step: string) => {
    await hearRuns(world, shop, [{ run: run?.runId ?? "", heard: { kind: "move", step }, version: 1 }], world.now());
    while ((await flow.step(world, shop)) > 0) continue;
  };
  const meanwhile = { ...world, point: async (name: string) => {
    if (name !== "text:after-claim") return;
    await move("w");
    await move("a");
    // Another worker comes to what was asked for anew.
    await text.step(world, shop);
    expect(await texts()).toEqual([["a/1", "leased", "allowed"], ["a/2", "due", null]]);
  } };
  await text.step(meanwhile, shop);
  await rest();
  expect(await texts()).toEqual([["a/1", "sent", "allowed"], ["a/2", "cancelled", null]]);
  expect(there()).toHaveLength(1);
  expect(await runsOf(world, shop)).toMatchObject([{ step: "w", waits: "wait" }]);
});

test("the text of a run that is set aside waits in long breaths while its run has something to hear, and goes when somebody has looked", async () => {
  const { shop, rest, forward, texts, there } = await aScene();
  await orders(world, shop, "1", "11");
  for (let step = 0; (await flow.step(world, shop)) > 0 && step < 20; step++);
  const run = (await runsOf(world, shop))[0]?.runId ?? "";
  await hearRuns(world, shop, [{ run, heard: { kind: "changed" } }], world.now());
  await world.db.run(sql`update flow_run set state = 'parked' where shop_id = ${shop}`);
  await rest();
  expect([await texts(), there()]).toEqual([[["a/1", "due", null]], []]);
  expect((await world.db.rows(z.object({ at: z.date() }), sql`select due_at as at from person_text where shop_id = ${shop}`)).map(({ at }) => (at.getTime() - world.now().getTime()) / minutes(1))).toEqual([5]);
  await runAgain(world, shop, run, world.now());
  await forward(minutes(5));
  expect(await texts()).toEqual([["a/1", "sent", "allowed"]]);
});

test("a run that stands still keeps its text, and gives it up or sends it when it goes on", async () => {
  const { shop, rest, forward, texts, there } = await aScene();
  await orders(world, shop, "1", "11");
  for (let step = 0; (await flow.step(world, shop)) > 0 && step < 20; step++);
  const [run] = await runsOf(world, shop);
  await hearRuns(world, shop, [{ run: run?.runId ?? "", heard: { kind: "pause" } }], world.now());
  await rest();
  await forward(minutes(30));
  expect(there()).toEqual([]);
  expect(await runsOf(world, shop)).toMatchObject([{ state: "paused", dueAt: null }]);
  await hearRuns(world, shop, [{ run: run?.runId ?? "", heard: { kind: "resume", overdue: "go", at: world.now().getTime() } }], world.now());
  await rest();
  expect(await texts()).toEqual([["a/1", "sent", "allowed"]]);
});

test("whoever has no phone, or said nothing of texts, is skipped with the reason; a sender that fails halts and goes on once it is mended", async () => {
  const { shop, connection, rest, decided, texts } = await aScene();
  await world.db.run(sql`update customer set phone = null where shop_id = ${shop} and customer_id = 1`);
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone) values (${shop}, 77, '+12025550999')`);
  await orders(world, shop, "1", "11");
  await orders(world, shop, "77", "12");
  await rest();
  expect(await decided()).toEqual([expect.arrayContaining(["skipped noNumber"]), expect.arrayContaining(["skipped noConsent"])]);
  await world.db.run(sql`update connection set state = 'paused' where shop_id = ${shop} and connection_id = ${connection}`);
  await orders(world, shop, "2", "13");
  await rest();
  expect((await decided())[2]).toContain("halted senderPaused");
  await world.db.run(sql`update connection set state = 'on' where shop_id = ${shop} and connection_id = ${connection}`);
  await rest();
  expect((await texts()).at(-1)).toEqual(["a/1", "sent", "allowed"]);
  expect((await decided())[2]).toContain("sent");
});

test("a text that the gate finds set up wrongly stops its flow until a person has looked, and goes then", async () => {
  const { shop, id, rest, texts, decided } = await aScene("", {}, THANKS.replace("Acme: thank you. Reply STOP to end.", "Acme: bit.ly/x"));
  await orders(world, shop, "1", "11");
  await rest();
  expect((await decided())[0]).toContain("halted contentForbidden");
  const flowNow = async () => (await world.db.rows(z.object({ state: z.string(), problem: z.string().nullable() }), sql`select state, problem from flow where shop_id = ${shop} and flow_id = ${id}`))[0];
  expect(await flowNow()).toEqual({ state: "paused", problem: "contentForbidden" });
  await orders(world, shop, "2", "12");
  await rest();
  expect(await runsOf(world, shop)).toMatchObject([{ customerId: "1", state: "paused", waits: "halted" }]);
  await world.db.run(sql`update message_version set definition = jsonb_set(definition, '{text}', '"Acme: thank you. Reply STOP to end."') where shop_id = ${shop} and definition ->> 'text' like '%bit.ly%'`);
  expect(await resumeFlow(world, shop, id, { overdue: "go", perHour: null })).toEqual({ problems: [] });
  await rest();
  expect((await texts())[0]).toEqual(["a/1", "sent", "allowed"]);
  expect(await flowNow()).toEqual({ state: "live", problem: null });
});

test("a flow spends no more cents of US dollars than it may in a day, whatever its shop sells in", async () => {
  for (const currency of ["USD", "JPY"]) {
    const { rest, decided, shop } = await aScene("", { brand: null }, THANKS.replace("reentry always()", "reentry always(), spendPerDay 2"));
    await world.db.run(sql`update shop set currency = ${currency} where shop_id = ${shop}`);
    for (const customer of ["1", "2"]) await orders(world, shop, customer, `1${customer}`);
    await rest();
    expect(await decided()).toEqual([expect.arrayContaining(["sent"]), expect.arrayContaining(["deferred budget"])]);
  }
});

test("a step's own limit holds besides all others", async () => {
  const limited = await aScene("", { brand: null }, THANKS.replace('how was it? Reply STOP to end.")', 'how was it? Reply STOP to end."), expires 3 d, limit (max 1, windowMs 259200000)'));
  await orders(world, limited.shop, "1", "11");
  await limited.rest();
  await limited.forward(days(2));
  expect((await limited.decided())[0]).toContain("deferred brandLimit");
  const [run] = await runsOf(world, limited.shop);
  expect(run?.dueAt?.getTime()).toBe(NOON.getTime() + days(3));
});
