// The texts that are a flow's own, as messages: what each says, and which coupon it tells of.
import { NAME_MAX } from "../../lib/name.ts";
import { cut } from "../../lib/whole-text.ts";
import { EMPTY_MESSAGE, MessageDefinition } from "../../messages/message/message.ts";
import type { FlowDefinition } from "../definition.ts";
import type { StepId } from "../step-id.ts";
import { couponsBefore } from "./coupons-before.ts";

export type Own = { step: StepId; name: string; definition: MessageDefinition };

/** What the steps send that have words of their own; the coupon is the one that leads there. */
export function ownTexts(name: string, definition: FlowDefinition): Own[] {
  const coupons = couponsBefore(definition);
  return definition.steps.flatMap((step): Own[] => {
    if (step.kind !== "send" || step.message.kind !== "own") return [];
    const { class: kind, scope, topic, language, text } = step.message;
    const coupon = kind === "marketing" ? [...(coupons.get(step.id) ?? [])][0] ?? null : null;
    return [{ step: step.id, name: cut(`${name}: ${step.id}`, NAME_MAX), definition: MessageDefinition.parse({ ...EMPTY_MESSAGE, class: kind, scope, topic, language, text, coupon }) }];
  });
}
