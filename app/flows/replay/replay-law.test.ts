// Laws of replays over random lives and all templates: no line knows anything of later, each can be decided again from itself,
// and no text goes where the law forbids it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { days, hours } from "#app/lib/time.ts";
import { localHour } from "#app/segments/offsets.ts";
import { aFlowPerson, aLine, anEvent, anOrder, aStay } from "#tests/support/flow-person.ts";
import { aPast, aReplaying } from "#tests/support/flow-replay.ts";
import { redecide } from "../advance.ts";
import { SEEDS, seedFlow } from "../seeds.ts";
import { replayPerson } from "./replay.ts";
import type { Past } from "./replaying.ts";

const START = Date.UTC(2026, 2, 1);
const END = START + days(90);
const RUNS = 80;

const at = fc.integer({ min: 0, max: days(90) / hours(1) * 60 }).map((minute) => START + minute * 60_000);
const KINDS = ["productViewed", "checkoutStarted", "cartAdded", "smsClicked", "smsReplied", "smsDelivered", "backInStockAsked", "smsOptedIn"] as const;
const anyOrder = fc.record({ at, minor: fc.integer({ min: 100, max: 40_000 }), way: fc.constantFrom("standing", "void", "refunded", "sent", "delivered"), product: fc.integer({ min: 1, max: 3 }) });
const anyEvent = fc.record({ at, kind: fc.constantFrom(...KINDS), product: fc.integer({ min: 1, max: 3 }) });

const life: fc.Arbitrary<Past> = fc.record({ orders: fc.array(anyOrder, { maxLength: 7 }), events: fc.array(anyEvent, { maxLength: 25 }), stays: fc.array(fc.tuple(at, at), { maxLength: 4 }), bought: fc.boolean() }).map(({ orders, events, stays }) => {
  const sorted = orders.toSorted((one, other) => one.at - other.at);
  const person = aFlowPerson({
    customer: { customerId: "7", countryCode: "US", provinceCode: "CA", zip: "94103", timeZone: "America/Los_Angeles", createdAt: new Date(START) },
    orders: sorted.map((order, index) => anOrder(String(index + 1), order.at, {
      grossMinor: order.minor, voidAt: order.way === "void" ? new Date(order.at + hours(30)) : null,
      ...(order.way === "sent" || order.way === "delivered" ? { fulfillmentStatus: "FULFILLED", shippedAt: new Date(order.at + hours(20)) } : {}), ...(order.way === "delivered" ? { deliveredAt: new Date(order.at + hours(90)) } : {}),
    })),
    lines: sorted.map((order, index) => aLine(String(index + 1), String(index + 1), String(order.product), { amountMinor: order.minor, product: { title: "P", vendor: "V", productType: "Skin care", status: "ACTIVE", tags: [], category: null, collections: [] } })),
    refunds: sorted.flatMap((order, index) => (order.way === "refunded" ? [{ orderId: String(index + 1), refundId: String(index + 1), processedAt: new Date(order.at + hours(50)), amountMinor: order.minor }] : [])),
    events: events.toSorted((one, other) => one.at - other.at).map((event, index) => anEvent(index + 1, event.kind, event.at, { productId: String(event.product), valueMinor: 5_000, text: "yes", props: event.kind === "checkoutStarted" ? { checkout: `c${index}` } : null })),
    stays: stays.map(([from, to], index) => aStay(1, index + 1, Math.min(from, to), Math.max(from, to) + 1)),
  });
  return aPast(person, { causes: new Map(stays.map((_, index) => [`1/${index + 1}`, { entered: "fact", left: "fact" }])) });
});

const flow = fc.constantFrom(...SEEDS).map((seed) => ({ key: seed.key, definition: seedFlow(seed) }));

test("a replay that ends sooner is the beginning of the one that ends later, and each line decides itself again", () => {
  const seen = { runs: 0, lines: 0, texts: 0 };
  fc.assert(fc.property(flow, life, at, ({ definition }, past, sooner) => {
    const whole = replayPerson(aReplaying(definition, { from: START, until: END }), past);
    const part = replayPerson(aReplaying(definition, { from: START, until: sooner }), past);
    const upTo = whole.runs.map((run) => ({ ...run, steps: run.steps.filter(({ line }) => line.at <= sooner) })).filter(({ steps }) => steps.length > 0);
    expect(part.runs).toEqual(upTo);
    expect(part.refusals).toEqual(whole.refusals.filter((refusal) => refusal.at <= sooner));
    for (const run of whole.runs) {
      const lines = run.steps.map(({ line }) => line);
      expect(redecide(() => definition, lines)).toEqual(lines);
      seen.lines += lines.length;
    }
    const isService = (key: string) => definition.steps.some((step) => step.kind === "send" && key.startsWith(`${step.id}/`) && step.message.kind === "own" && step.message.class === "transactional");
    for (const { at: sentAt, key, decision } of whole.gate) {
      if (decision.verdict !== "send" || isService(key)) continue;
      seen.texts += 1;
      // California lets nobody promote anything between nine in the evening and eight in the morning.
      const hour = localHour(sentAt, "America/Los_Angeles");
      expect(hour >= 8 && hour < 21).toBe(true);
    }
    seen.runs += whole.runs.length;
  }), { numRuns: RUNS, seed: 20261126 });
  console.log(`seed 20261126: ${RUNS} lives, ${seen.runs} runs, ${seen.lines} lines, ${seen.texts} texts`);
  expect(seen.texts).toBeGreaterThan(10);
});
