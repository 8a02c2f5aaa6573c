// What a merchant should know of a flow before it goes live, in the order in which it matters: what stops it, what is left to
// choose, and what it will do that they may not expect. check.ts has been asked before.
import type { FlowDefinition } from "./definition.ts";
import { overCaps } from "./checker/caps.ts";
import type { Finding, Surroundings } from "./checker/finding.ts";
import { eachPath } from "./checker/paths.ts";
import { countsTooSoon } from "./checker/experiments.ts";
import { checkTexts, couponedIn, isPromotion, messageOf } from "./checker/texts.ts";
import { reachedFrom } from "./graph.ts";
import type { Step } from "./step.ts";
import type { Trigger } from "./trigger.ts";

export type { Finding, Surroundings } from "./checker/finding.ts";

const ORDER: Record<Finding["severity"], number> = { stop: 0, todo: 1, warning: 2 };

export function checkBeforeLive(definition: FlowDefinition, around: Surroundings): Finding[] {
  const findings = [...unreachable(definition), ...checkTexts(definition, around), ...overCaps(definition, isPromotion(around), around), ...purchase(definition), ...countsTooSoon(definition), ...definition.steps.flatMap(unset)];
  const place = (step: string | null) => definition.steps.findIndex(({ id }) => id === step);
  return findings.sort((one, other) => ORDER[one.severity] - ORDER[other.severity] || place(one.step) - place(other.step));
}

export const mayGoLive = (findings: readonly Finding[]): boolean => findings.every(({ severity }) => severity === "warning");

function unreachable(definition: FlowDefinition): Finding[] {
  const reached = reachedFrom(definition, [definition.first, ...definition.exits.flatMap(({ to }) => (to === null ? [] : [to]))]);
  return definition.steps.filter(({ id }) => !reached.has(id)).map(({ id }) => ({ code: "unreachable", severity: "warning", step: id, message: "No way leads to this step." }));
}

/** They bought, or are about to: a text that asks them to come back would be a mistake. */
const COMES_BACK: ReadonlySet<Trigger["kind"]> = new Set(["abandoned", "viewed", "silence", "prediction"]);

function purchase({ triggers, exits }: FlowDefinition): Finding[] {
  const leaves = exits.some(({ on, at }) => on?.event === "order" && on.where.length === 0 && !on.own && at.length === 0);
  return leaves || !triggers.some(({ kind }) => COMES_BACK.has(kind)) ? [] : [{ code: "noPurchaseExit", severity: "warning", step: null, message: "Whoever orders stays in this flow and gets its texts. Add an exit “placed an order”." }];
}

function unset(step: Step): Finding[] {
  const todo = (code: Finding["code"], message: string): Finding[] => [{ code, severity: "todo", step: step.id, message }];
  if (step.kind === "coupon" && step.coupon === null) return todo("couponUnset", "Choose one of your coupons, or have this one made.");
  if (step.kind !== "call") return [];
  if (step.call.kind === "webhook" && step.call.url === null) return todo("webhookUnset", "Fill in the address that is to be told.");
  return (step.call.kind === "startFlow" || step.call.kind === "stopFlow") && step.call.flow === null ? todo("flowUnset", `Choose which of your flows “${step.call.name}” is.`) : [];
}

/** The dearest way through the flow for one person: its texts, their parts and what they cost. */
export function worstCost(definition: FlowDefinition, around: Surroundings): { texts: number; parts: number; micros: number } {
  const couponed = couponedIn(definition);
  const parts = new Map(definition.steps.flatMap((step) => {
    const message = step.kind === "send" ? messageOf(step, couponed.has(step.id), around) : null;
    return message ? [[step.id, around.partsOf(message) ?? 1] as const] : [];
  }));
  let worst = { texts: 0, parts: 0 };
  eachPath(definition, ({ kind }) => kind === "send", (sends) => {
    const sum = sends.reduce((all, { step }) => all + (parts.get(step) ?? 0), 0);
    if (sum > worst.parts) worst = { texts: sends.length, parts: sum };
  });
  return { ...worst, micros: worst.parts * around.partMicros };
}
