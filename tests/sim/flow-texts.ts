// Flows that merchants of a life write themselves, short enough to be walked to their end within it; beside them stand the
// templates, and random ones of every kind of step.
import fc from "fast-check";
import { FlowDefinition } from "#app/flows/definition.ts";
import { seedFlow, SEEDS } from "#app/flows/seeds.ts";
import { parse } from "#app/flows/text.ts";
import { invariant } from "#app/lib/invariant.ts";
import type { Chance } from "#sandbox/chance.ts";
import { flow as randomFlow } from "#tests/golden/flows/random-flow.ts";

const hi = (words: string) => `message own(text "${words}")`;
const ORDERED = "exit (label Ordered, on (event order))";

const OWN: readonly string[] = [
  // After each order, until it is given back.
  `trigger event(event order) entry (reentry always(), key order) first a
step a send(${hi("Thank you! See what goes with it: {{ shop.link }}")}, expires 48 h) then w step w wait.span(span 1 d) then b
step b send(${hi("How do you like it? {{ shop.link }}")}, expires 48 h) then w2 step w2 wait.hour(at "10:30", zone person) then c step c send(${hi("Something new for you")}, onSkip exit)
exit (label Refunded, on (event refund, own yes)) goal (label "An order", on (event order), within 3 d) longest 20 d`,
  // A checkout that was left alone.
  `trigger abandoned(what checkout, idle 30 min) entry (reentry sinceEntry(span 2 d)) first a
step a send(message own(scope cartReminders, text "You left something in your cart: {{ cart.link }}")) then w
step w wait.event(on {(event order)}, within 20 h, otherwise b) then done step b send(${hi("Still thinking? {{ shop.link }}")}) step done end(label Ordered)
${ORDERED} longest 7 d`,
  // Whoever says yes, with a group that gets nothing.
  `trigger consent(what subscribed) entry (reentry never(), control 25) first a
step a send(${hi("Welcome! {{ shop.link }}")}, expires 72 h) then w step w wait.event(on {(event smsClicked), (event smsReplied)}, within 3 d, otherwise late) then tagged
step tagged update(changes {tag(tag keen)}) then s step late send(${hi("You decide what you hear from us: {{ shop.preferences_link }}")}) then s
step s split(salt halves, arms {(name A, weight 1, next x), (name B, weight 1, next y, hold yes)}) step x send(${hi("Have a look: {{ shop.link }}")}) step y send(${hi("Nobody gets this")})
${ORDERED} longest 30 d`,
  // Round and round, with a person who has to say yes.
  `trigger event(event productViewed) entry (reentry sinceExit(span 1 d), perDay 4) first ok
step ok approval(says "May this go?", within 12 h) then a step a send(${hi("Still looking? {{ shop.link }}")}, limit (max 2, windowMs 604800000)) then o
step o branch.outcome(of a, paths {(is clicked, next done), (is skipped, next done)}, within 6 h, otherwise w) step w wait.window(from "09:00", to "18:00", zone shop) then w2 step w2 wait.span(span 6 h) then back step back goTo(to a, times 2) then hook
step hook call(call webhook(url "https://hooks.example.com/in", event "looked")) step done end(label Clicked)
${ORDERED} longest 10 d`,
  // The second order, and whoever writes back.
  `trigger crosses(of orders, value 2) trigger keyword(words {thanks, "thanks!"}) entry (reentry times(times 2, within 10 d), again restart, group vip, priority 70) first a
step a send(${hi("You are one of our best. Answer YES for more")}) then r step r branch.reply(paths {(words {"yes", y}, next more), (words {ok}, next nay)}, within 2 d, otherwise nay)
step more send(${hi("Here it is: {{ shop.link }}")}) then d step d wait.delivery(plus 1 d, within 5 d, otherwise nay) then last step last send(message own(class transactional, text "Your parcel should be there.")) step nay alert(says "Nobody answered.")
exit (label Cancelled, on (event cancelled)) longest 25 d`,
  // A group as well, of lower standing, and one more experiment.
  `trigger event(event cartAdded) entry (reentry always(), group vip, priority 20, over pause, when count(order) in last 60 d <= 3, recheck send) first e
step e experiment(salt test, metric clicked, arms {(name A, weight 1, next a), (name B, weight 1, next b)}) step a send(${hi("A cart is patient: {{ shop.link }}")}, spacing calendar) then w step b send(${hi("Carts fly away: {{ shop.link }}")}) then w
step w wait.condition(when count(order) in last 1 d >= 1, within 2 d, otherwise c) step c send(${hi("Last call")}) longest 12 d`,
];

/** Word of each order that is no promotion: it needs no yes, and STOP ends it all the same. */
const SERVICE = `trigger event(event order) entry (reentry always(), key order) first a
step a send(message own(class transactional, text "We have your order.")) then w step w wait.span(span 5 d) then b
step b send(message own(class transactional, text "Your order is on its way.")) longest 15 d`;

function read(text: string): FlowDefinition {
  const found = parse(text);
  invariant("definition" in found, `a flow of the simulator's can be read: ${JSON.stringify(found)} ${text.slice(0, 60)}`);
  return found.definition;
}

const own = OWN.map(read);
export const service = () => read(SERVICE);
const seeds = SEEDS.map((seed) => seedFlow(seed, "Skin care"));

export type Named = { coupon: number | null; segment: number };

/** Names of the shop's own are put where a definition leaves them open. */
function fitted(definition: FlowDefinition, { coupon, segment }: Named): FlowDefinition {
  const written = JSON.stringify(definition, (key, value: unknown) => {
    if (key === "coupon" && value === null) return coupon;
    if (key === "url" && value === null) return "https://hooks.example.com/in";
    if (typeof value !== "object" || value === null || !("kind" in value)) return value;
    if (value.kind === "list") return { kind: "in", segment, how: { kind: "is" } };
    return (value.kind === "startFlow" || value.kind === "stopFlow") && "flow" in value ? { kind: "shopifyFlow", event: "started" } : value;
  });
  return FlowDefinition.parse(JSON.parse(written));
}

const plainSends = (definition: FlowDefinition): FlowDefinition => ({ ...definition, steps: definition.steps.map((step) => (step.kind === "update" ? { ...step, changes: [{ kind: "tag", tag: "seen" }] } : step)) });

export function drawFlow(chance: Chance, named: Named): FlowDefinition {
  const mood = chance.whole(0, 9);
  if (mood < 6) return fitted(chance.pick(own), named);
  if (mood < 8) return fitted(chance.pick(seeds), named);
  const [random] = fc.sample(randomFlow, { seed: chance.whole(0, 2 ** 31 - 1), numRuns: 1 });
  return fitted(plainSends(random ?? own[0] ?? read("")), named);
}

/** The same flow with something else in it: a wait more, a step less, other words, another setting. */
export function changed(chance: Chance, definition: FlowDefinition): FlowDefinition {
  const wait = definition.steps.find((step) => step.kind === "wait" && step.how === "span");
  switch (chance.whole(0, 3)) {
    case 0: return { ...definition, steps: definition.steps.map((step) => (step.kind === "send" && step.message.kind === "own" ? { ...step, message: { ...step.message, text: `${step.message.text} (${chance.whole(1, 99)})` } } : step)) };
    case 1: return { ...definition, steps: definition.steps.map((step) => (step === wait && step.kind === "wait" && step.how === "span" ? { ...step, span: { n: chance.whole(1, 60), unit: "hour" } } : step)) };
    case 2: {
      const id = `more-${chance.whole(1, 1_000_000)}`;
      return { ...definition, first: id, steps: [{ id, kind: "wait", how: "span", note: null, span: { n: chance.whole(1, 20), unit: "hour" }, from: "here", next: definition.first }, ...definition.steps] };
    }
    default: return { ...definition, entry: { ...definition.entry, control: chance.pick([0, 10, 30]) } };
  }
}
