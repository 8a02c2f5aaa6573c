import { expect, test } from "vitest";
import { checkFlow } from "./check.ts";
import type { Surroundings } from "./checker.ts";
import { checkBeforeLive, mayGoLive } from "./checker.ts";
import type { FlowDefinition } from "./definition.ts";
import { parse } from "./text.ts";

function flow(rest: string, trigger = "trigger event(event order)", entry = "reentry never()"): FlowDefinition {
  const read = parse(`${trigger} entry (${entry}) first a ${rest}`);
  if (!("definition" in read)) throw new Error(JSON.stringify(read));
  return read.definition;
}

const SEND = "send(message own(text Hi))";

const wrong: [what: string, definition: FlowDefinition, path: (string | number)[], says: RegExp][] = [
  ["a first step that is not there", flow("step b end()"), ["first"], /no step “a”/],
  ["an edge that leads nowhere", flow(`step a ${SEND} then b`), ["steps", 0, "next"], /no step “b”/],
  ["two steps of one name", flow("step a join() step a end()"), ["steps", 1, "id"], /Two steps/],
  ["a circle that nothing bounds", flow(`step a ${SEND} then b step b wait.span(span 1 d) then a`), ["steps", 1], /for ever: a, b/],
  ["a loop without an hour's wait", flow(`step a ${SEND} then b step b goTo(to a, times 3)`), ["steps", 1, "to"], /an hour/],
  ["a window that ends before it begins", flow('step a wait.window(from "20:00", to "08:00")'), ["steps", 0, "to"], /nobody would ever go on/],
  ["an outcome of a step that sends nothing", flow("step a join() then b step b branch.outcome(of a, paths {(is clicked)}, otherwise none)"), ["steps", 1, "of"], /sends no text/],
  ["an arm without texts that is compared by what texts do", flow("step a experiment(salt s, metric clicked, arms {(name A, weight 1), (name B, weight 1, hold yes)})"), ["steps", 0, "arms", 1, "hold"], /without texts/],
  ["an experiment that gives nobody any time", flow("step a experiment(salt s, metric ordered, within 5 min, arms {(name A, weight 1), (name B, weight 1)})"), ["steps", 0, "within"], /an hour/],
  ["an exit of nothing", flow("step a end() exit (label Out)"), ["exits", 0], /one event, or about one condition/],
  ["a condition that segments refuse", flow("step a branch.yesNo(when person.height > 3, otherwise none)"), ["steps", 0, "when", "field"], /no field/],
  ["a filter that the event has not", flow('step a end() exit (label Out, on (event order, where event.reply is "x"))'), ["exits", 0, "on", "where", 0, "field"], /./],
  ["a condition to ask again that is not there", flow("step a end()", undefined, "reentry never(), recheck send"), ["entry", "recheck"], /no condition/],
];

test.each(wrong)("%s is refused beside its field", (_what, definition, path, says) => {
  expect(checkFlow(definition)).toContainEqual({ path, message: expect.stringMatching(says) as string });
});

const around: Surroundings = { brand: "Gift", hosts: { allowed: [], linkHost: "gd.example" }, messages: new Map(), cap: { max: 1, windowMs: 86_400_000 }, policies: { vip: { max: 3, windowMs: 604_800_000 } }, partsOf: ({ text }) => Math.ceil(text.length / 153), partMicros: 10_000 };
const findings = (definition: FlowDefinition, where: Partial<Surroundings> = {}) => checkBeforeLive(definition, { ...around, ...where }).map(({ code, step }) => `${code} ${step ?? ""}`.trim());

test("before it goes live a flow is told what it breaks, with the step", () => {
  expect(findings(flow(`step a ${SEND} step b ${SEND}`))).toEqual(["unreachable b"]);
  expect(findings(flow("step a send(message own(text \"Hi {{ customer.shoe_size }}\"))"))).toEqual(["textWrong a"]);
  expect(findings(flow(`step a send(message own(scope cartReminders, text "Your cart: {{ cart.link }}"))`))).toEqual(["noCart a"]);
  expect(findings(flow(`step a ${SEND}`, "trigger consent(what unsubscribed)"))).toEqual(["noConsent a"]);
  expect(findings(flow(`step a ${SEND}`, "trigger abandoned(what checkout, idle 30 min)"))).toEqual(["noPurchaseExit"]);
  expect(findings(flow(`step a send(message own(text "${"long ".repeat(120)}"))`))).toEqual(["long a"]);
  expect(findings(flow("step a send(message saved(id 4))"))).toEqual(["messageGone a"]);
  expect(findings(flow(`step a branch.yesNo(when in list 1, yes c, otherwise b) step c coupon(coupon 2, saving percent(percent 5)) then b step b send(message own(text "Yours: {{ coupon.code }}"))`))).toEqual(["couponNotSure b"]);
  expect(mayGoLive(checkBeforeLive(flow("step a call(call webhook(event joined))"), around))).toBe(false);
});

test("an experiment that counts sooner than what only one of its arms sends is told so; what all arms send later is no part of it", () => {
  const drawn = (within: string, last: string, b = "next b") => flow(`step a ${SEND} then v step v wait.span(span 9 d) then x step x experiment(salt s, metric ordered, within ${within}, arms {(name A, weight 1, next a1), (name B, weight 1, ${b})})
step a1 ${SEND} then w step w wait.span(span 8 d) then ${last} step a2 ${SEND} then c step b ${SEND} then v2 step v2 wait.span(span 30 d) then c step c ${SEND}`);
  const told = (definition: FlowDefinition) => findings(definition, { cap: null });
  expect(told(drawn("7 d", "a2"))).toEqual(["countsTooSoon x"]);
  expect(told(drawn("8 d", "a2"))).toEqual(["countsTooSoon x"]);
  expect(told(drawn("9 d", "a2"))).toEqual([]);
  expect(told(drawn("7 d", "c"))).toEqual(["unreachable a2"]);
  expect(told(drawn("30 d", "a2", "next b, hold yes"))).toEqual(["countsTooSoon x"]);
  expect(checkBeforeLive(drawn("7 d", "a2"), { ...around, cap: null }).map(({ message }) => message)).toEqual(["What people do is counted for 7 days after their draw, but an arm’s last text goes 8 days after it at the earliest. Watch each person for longer."]);
});

test("a limit counts as the gate counts: one span later a text is free again, and a loop counts each time round", () => {
  const spaced = (hours: number) => flow(`step a ${SEND} then w step w wait.span(span ${hours} h) then b step b ${SEND}`);
  expect(findings(spaced(24))).toEqual([]);
  expect(findings(spaced(23))).toEqual(["overCap b"]);
  const loop = checkBeforeLive(flow(`step a ${SEND} then w step w wait.span(span 24 h) then g step g goTo(to a, times 4) policies {vip}`), around);
  expect(loop.map(({ message }) => message)).toEqual(["This path can send 5 texts in 4 days; your cap for “vip” is 3 in 7 days. What is beyond it waits or is skipped."]);
});
