// What is wrong with the texts of a flow, seen from the place where each stands.
import { checkMessage } from "../../messages/message/check-message.ts";
import { EMPTY_MESSAGE, kindOf, type MessageDefinition, rootsOf } from "../../messages/message/message.ts";
import { readTemplate } from "../../messages/text/read-template.ts";
import { rootsIn } from "../../messages/text/roots.ts";
import type { FlowDefinition } from "../definition.ts";
import { reachedFrom } from "../graph.ts";
import type { Step, StepOf } from "../step.ts";
import type { StepId } from "../step-id.ts";
import { isOfCart } from "../trigger.ts";
import type { Finding, Surroundings } from "./finding.ts";

/** Longer texts cost like four. */
const PARTS_MAX = 3;
/** A coupon of the flow's own stands for whichever of the shop's it will be. */
const ANY_COUPON = 1;

/** Null: the message is gone. */
export function messageOf(step: StepOf<"send">, hasCoupon: boolean, { messages }: Pick<Surroundings, "messages">): MessageDefinition | null {
  const { message } = step;
  if (message.kind === "saved") return messages.get(message.id) ?? null;
  const { class: kind, scope, topic, language, text } = message;
  return { ...EMPTY_MESSAGE, class: kind, scope, topic, language, text, coupon: hasCoupon ? ANY_COUPON : null };
}

export const isPromotion = (around: Pick<Surroundings, "messages">) => (step: Step): boolean => step.kind === "send" && step.to === "person" && messageOf(step, false, around)?.class === "marketing";

/** Steps to which somebody may come with a coupon of the flow. */
export const couponedIn = (definition: FlowDefinition): ReadonlySet<StepId> => reachedFrom(definition, definition.steps.filter(({ kind }) => kind === "coupon").map(({ id }) => id));

export function checkTexts(definition: FlowDefinition, around: Surroundings): Finding[] {
  const couponed = couponedIn(definition);
  const without = reachedFrom({ steps: definition.steps.filter(({ kind }) => kind !== "coupon") }, [definition.first]);
  let carts = 0;
  return definition.steps.flatMap((step): Finding[] => {
    if (step.kind !== "send") return [];
    const message = messageOf(step, couponed.has(step.id), around);
    if (!message) return [{ code: "messageGone", severity: "stop", step: step.id, message: "This message was deleted. Choose another." }];
    if (kindOf(message) === "cart") carts += 1;
    return [
      ...wording(step, message, around),
      ...(kindOf(message) === "cart" && carts > 1 ? [warning(step, "secondCartText", "Carriers allow one text for each cart: this second one will be skipped.")] : []),
      ...(kindOf(message) === "cart" && !definition.triggers.every(isOfCart) ? [{ ...warning(step, "noCart", "A cart reminder needs a cart: start the flow by a cart or checkout that was left, and by nothing else."), severity: "stop" as const }] : []),
      ...(couponed.has(step.id) && without.has(step.id) && saysCoupon(message) ? [warning(step, "couponNotSure", "Somebody can come here without a coupon: for them this text has a gap, and is skipped.")] : []),
      ...(message.class === "marketing" && isAfterOptOut(definition) ? [{ ...warning(step, "noConsent", "Whoever has just opted out gets no text. Only other steps can follow this trigger."), severity: "stop" as const }] : []),
      ...long(step, message, around),
    ];
  });
}

const warning = (step: Step, code: Finding["code"], message: string): Finding => ({ code, severity: "warning", step: step.id, message });

/** Saved messages were checked when they were saved. */
function wording(step: StepOf<"send">, message: MessageDefinition, { brand, hosts }: Surroundings): Finding[] {
  if (step.message.kind === "saved") return [];
  const { problems, notices } = checkMessage(message, { brand, hosts, coupons: new Set([ANY_COUPON]) });
  return [
    ...problems.map((problem): Finding => ({ code: "textWrong", severity: "stop", step: step.id, message: problem.message })),
    ...notices.filter(({ severity, at }) => severity === "warning" && at !== null).map((notice) => warning(step, "textNotice", notice.message)),
  ];
}

const isAfterOptOut = ({ triggers }: FlowDefinition): boolean => triggers.some((trigger) => (trigger.kind === "consent" && trigger.what === "unsubscribed") || (trigger.kind === "event" && trigger.event === "smsOptedOut"));

function saysCoupon(message: MessageDefinition): boolean {
  const { template } = readTemplate(message.text, rootsOf(message));
  return template !== null && rootsIn(template.pieces).has("coupon");
}

function long(step: Step, message: MessageDefinition, { partsOf, partMicros }: Surroundings): Finding[] {
  const parts = partsOf(message);
  if (parts === null || parts <= PARTS_MAX) return [];
  return [warning(step, "long", `At its longest this text takes ${parts} parts, which costs about $${((parts * partMicros) / 1_000_000).toFixed(3)} each time.`)];
}
