// Random flows over every kind of step.
import fc from "fast-check";
import { checkFlow } from "#app/flows/check.ts";
import { FlowDefinition, type FlowWritten } from "#app/flows/definition.ts";
import type { Happening } from "#app/flows/happening.ts";

type WrittenStep = FlowWritten["steps"][number];
type WrittenTold = NonNullable<NonNullable<FlowWritten["exits"]>[number]["on"]>;

const pick = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
export const EVENTS: readonly Happening[] = ["order", "smsClicked", "smsReplied", "delivered", "productViewed", "refund"];
const told: fc.Arbitrary<WrittenTold> = fc.record({ event: pick(EVENTS), own: pick([false, false, true]) });
const node = pick([1, 2, 3]).map((list) => ({ kind: "list" as const, list }));
const span = fc.oneof(fc.record({ n: fc.integer({ min: 1, max: 72 }), unit: pick(["hour"] as const) }), fc.record({ n: fc.integer({ min: 1, max: 40 }), unit: pick(["day"] as const) }), fc.constant({ n: 1, unit: "month" as const }));
const hour = pick(["00:00", "02:30", "09:15", "18:00", "23:59"]);
const zone = pick(["shop", "person"] as const);

/** `to`: any later step, or out. */
function stepOf(index: number, to: fc.Arbitrary<string | null>): fc.Arbitrary<WrittenStep> {
  const base = { id: fc.constant(`s${index}`), next: to };
  const plain = { id: base.id };
  const is = <Kind extends string>(kind: Kind) => fc.constant(kind);
  const wait = { ...base, kind: is("wait") };
  const branch = { ...plain, kind: is("branch"), otherwise: to };
  const text = fc.constant({ kind: "own" as const, text: "Hello" });
  return fc.oneof(
    { weight: 24, arbitrary: fc.record({ ...base, kind: is("send"), message: text, onSkip: pick(["goOn", "goOn", "exit"] as const), spacing: pick(["kept", "calendar"] as const), picks: pick([0, 0, 0, 0, 2]), expires: pick([{ n: 24, unit: "hour" as const }, { n: 72, unit: "hour" as const }]) }) },
    { weight: 3, arbitrary: fc.record({ ...wait, how: is("span"), span, from: pick(["here", "entry"] as const) }) },
    fc.record({ ...wait, how: is("hour"), at: hour, weekdays: pick([[], [1], [6, 7]]), zone, today: fc.boolean() }),
    fc.record({ ...wait, how: is("window"), from: pick(["08:00", "02:30"]), to: pick(["12:00", "20:00"]), weekdays: pick([[], [1, 2, 3]]), zone }),
    fc.record({ ...wait, how: is("date"), field: is("order.last"), days: fc.integer({ min: -9, max: 40 }), zone, otherwise: to }),
    { weight: 2, arbitrary: fc.record({ ...wait, how: is("event"), on: fc.array(told, { minLength: 1, maxLength: 3 }), since: pick(["here", "entry"] as const), within: span, otherwise: to }) },
    fc.record({ ...wait, how: is("condition"), when: node, within: span, otherwise: to }),
    fc.record({ ...wait, how: is("bestHour"), days: fc.integer({ min: 1, max: 7 }) }),
    fc.record({ ...wait, how: is("delivery"), plus: pick([null, { n: 3, unit: "day" as const }]), within: span, otherwise: to }),
    fc.record({ ...branch, by: is("yesNo"), when: node, yes: to }),
    fc.record({ ...branch, by: is("ordered"), paths: fc.array(fc.record({ when: node, next: to }), { minLength: 1, maxLength: 3 }) }),
    fc.record({ ...branch, by: is("first"), paths: fc.array(fc.record({ on: told, next: to }), { minLength: 1, maxLength: 3 }), within: span, ranked: fc.boolean() }),
    fc.record({ ...branch, by: is("reply"), paths: fc.array(fc.record({ words: fc.constant(["yes"]), next: to }), { minLength: 1, maxLength: 2 }), within: span }),
    fc.record({ ...branch, by: is("outcome"), of: pick(["s0", "s1", "s2", "s3"]), paths: fc.array(fc.record({ is: pick(["delivered", "skipped", "clicked", "ordered"] as const), next: to }), { minLength: 1, maxLength: 3 }), within: pick([null, { n: 2, unit: "day" as const }]) }),
    fc.record({ ...plain, kind: is("split"), salt: is("halves"), arms: fc.tuple(to, to).map(([one, two]) => [{ name: "A", weight: 1, next: one }, { name: "B", weight: 2, next: two, hold: index % 3 === 0 }]) }),
    fc.record({ ...plain, kind: is("experiment"), salt: is("test"), metric: is("clicked"), arms: fc.tuple(to, to).map(([one, two]) => [{ name: "A", weight: 1, next: one }, { name: "B", weight: 1, next: two }]) }),
    fc.record({ ...base, kind: is("update"), changes: pick([[{ kind: "tag" as const, tag: "seen" }], [{ kind: "suppress" as const }, { kind: "listAdd" as const, list: 2 }]]) }),
    fc.record({ ...base, kind: is("coupon"), saving: fc.constant({ kind: "percent" as const, percent: 20 }) }),
    fc.record({ ...base, kind: is("call"), call: pick([{ kind: "webhook" as const, url: "https://example.com/in", event: "joined" }, { kind: "startFlow" as const, name: "Other" }]) }),
    fc.record({ ...base, kind: is("alert"), says: is("Look at this person.") }),
    fc.record({ ...base, kind: is("approval"), says: is("May this go?"), within: span, otherwise: to }),
    fc.record({ ...base, kind: is("join") }),
    fc.record({ ...base, kind: is("goTo"), to: pick(["s0", "s1", "s2"]), times: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ ...plain, kind: is("end"), label: pick([null, "Thanks"]) }),
  ) as fc.Arbitrary<WrittenStep>;
}

const steps = fc.integer({ min: 2, max: 9 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => {
  const later = Array.from({ length: count - index - 1 }, (__, at) => `s${index + 1 + at}`);
  const [next] = later;
  return stepOf(index, next === undefined ? fc.constant(null) : fc.oneof({ weight: 5, arbitrary: fc.constant(next) }, { weight: 2, arbitrary: pick(later) }, fc.constant(null)));
})));

const written: fc.Arbitrary<FlowWritten> = fc.record({
  version: fc.constant(1 as const),
  triggers: fc.constant([{ kind: "event" as const, event: "order" as const }]),
  entry: fc.record({ reentry: fc.constant({ kind: "always" as const }), when: pick([undefined, { kind: "list" as const, list: 1 }]), recheck: pick(["never", "send", "always"] as const) })
    .map(({ when, recheck, reentry }) => (when ? { when, recheck, reentry } : { reentry })),
  first: fc.constant("s0"),
  steps,
  exits: fc.array(fc.oneof(
    fc.record({ label: fc.constant("Ordered"), on: told, to: pick([null, null, "s1"]), at: pick([[], [], ["s1"]]) }),
    fc.record({ label: fc.constant("On list 3"), when: fc.constant({ kind: "list" as const, list: 3 }) }),
  ), { maxLength: 2 }),
  goals: fc.array(fc.record({ label: fc.constant("Ordered"), on: told, within: span, since: pick(["entry", "exit"] as const), exits: fc.boolean() }), { maxLength: 1 }),
  longest: pick([{ n: 60, unit: "day" as const }, { n: 365, unit: "day" as const }]),
});

/** Those that can be saved. */
export const flow: fc.Arbitrary<FlowDefinition> = written.map((each) => FlowDefinition.parse(each)).filter((each) => checkFlow(each).length === 0);
