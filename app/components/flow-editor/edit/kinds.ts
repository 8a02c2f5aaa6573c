// What a step can do, as it is offered, and how a new one begins: right as it stands, so that a flow can be saved at any time.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { shortestMs } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { hours } from "#app/lib/time.ts";
import type { Node } from "#app/segments/definition.ts";
import { type Edited, refused } from "./edited.ts";
import { freshId, idsOf } from "./fresh-id.ts";
import { inserted } from "./insert.ts";
import { inOrder } from "./order.ts";
import { led, type Place, targetAt } from "./place.ts";

export type StepKind = Step["kind"];
type Offered = { kind: StepKind; label: string; help: string };

export const STEP_GROUPS: readonly { title: string; kinds: readonly Offered[] }[] = [
  { title: "Texts", kinds: [{ kind: "send", label: "Send a text", help: "Your words, or a saved message" }, { kind: "coupon", label: "Coupon", help: "A code of their own for later texts" }] },
  { title: "Time", kinds: [{ kind: "wait", label: "Wait", help: "A span, an hour, an event, a delivery" }] },
  {
    title: "Ways", kinds: [
      { kind: "branch", label: "Branch", help: "By who they are or what they do" }, { kind: "split", label: "Split", help: "By lot, for good" },
      { kind: "experiment", label: "Experiment", help: "Which way works better" }, { kind: "join", label: "Join", help: "Ways come together" },
      { kind: "goTo", label: "Go back", help: "So many times at most" }, { kind: "end", label: "End", help: "Under a name of its own" },
    ],
  },
  {
    title: "Doing", kinds: [
      { kind: "update", label: "Update customer", help: "Tags, lists, metafields, opt-out" }, { kind: "call", label: "Call", help: "A list, a webhook, another flow" },
      { kind: "alert", label: "Tell the staff", help: "A note to your team" }, { kind: "approval", label: "Ask the staff", help: "Goes on with a yes" },
    ],
  },
];

export const OFFERED: readonly Offered[] = STEP_GROUPS.flatMap(({ kinds }) => kinds);
export const kindLabel = (kind: StepKind): string => OFFERED.find((each) => each.kind === kind)?.label ?? kind;

export const EVERY_BUYER: Node = { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 1 } };

const arms = (...names: string[]) => names.map((name) => ({ name, weight: 1, next: null, hold: false }));

/** `others`: steps that it may lead back to. */
export function newStep(kind: StepKind, id: StepId, backTo: StepId): Step {
  const base = { id, note: null, next: null };
  switch (kind) {
    case "send":
      return { ...base, kind, message: { kind: "own", class: "marketing", scope: "marketing", topic: null, language: "en", text: "{{ customer.first_name | default: \"Hi\" }}, thank you! {{ shop.link }}" }, to: "person", expires: { n: 24, unit: "hour" }, onSkip: "goOn", skipTo: null, spacing: "kept", limit: null, picks: 0 };
    case "wait": return { ...base, kind, how: "span", span: { n: 1, unit: "day" }, from: "here" };
    case "branch": return { ...base, kind, by: "yesNo", when: EVERY_BUYER, yes: null, otherwise: null };
    case "split": return { ...base, kind, salt: id, arms: arms("A", "B") };
    case "experiment": return { ...base, kind, salt: id, arms: arms("A", "B"), metric: "ordered", effect: 10, within: { n: 7, unit: "day" }, stop: "decided", winner: "asked", bandit: false };
    case "update": return { ...base, kind, changes: [{ kind: "tag", tag: "from-flow" }] };
    case "coupon": return { ...base, kind, coupon: null, saving: { kind: "percent", percent: 10 }, once: true, ends: { n: 30, unit: "day" } };
    case "call": return { ...base, kind, call: { kind: "webhook", url: null, event: "flow.step" } };
    case "alert": return { ...base, kind, says: "Somebody came here." };
    case "approval": return { ...base, kind, says: "May this customer go on?", within: { n: 2, unit: "day" }, otherwise: null };
    case "join": return { ...base, kind };
    case "goTo": return { ...base, kind, to: backTo, times: 1 };
    case "end": return { ...base, kind, label: null };
    default: return kind satisfies never;
  }
}

/** Back to the nearest step from which it takes an hour to come here again. */
function backFrom(definition: FlowDefinition, place: Place, id: StepId): StepId | null {
  const whole = led({ ...definition, steps: [...definition.steps, { ...newStep("join", id, id), next: targetAt(definition, place) } as Step] }, place, id);
  return inOrder(definition).reverse().find((each) => (shortestMs(whole, each, id) ?? 0) >= hours(1)) ?? null;
}

export function insertedNew(definition: FlowDefinition, kind: StepKind, place: Place): Edited & { id: StepId } {
  const id = freshId(kind, idsOf(definition));
  const backTo = kind === "goTo" ? backFrom(definition, place, id) : id;
  if (backTo === null) return { id, ...refused("A step back needs a wait of at least an hour before it, or people would come round at once.") };
  return { id, ...inserted(definition, newStep(kind, id, backTo), place) };
}
