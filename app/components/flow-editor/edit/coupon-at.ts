// Which step gives the code that a text tells.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { couponsBefore } from "#app/flows/flow/coupons-before.ts";
import type { StepOf } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { offerWords, savingWords } from "#app/messages/coupons/coupon.ts";
import type { ExampleCoupon } from "#app/messages/message/preview.ts";

/** Of several on the ways to it, one whose coupon is chosen. */
export function couponAt({ steps }: FlowDefinition, text: StepId): StepOf<"coupon"> | null {
  const places = couponsBefore({ steps: steps.map((step, place) => (step.kind === "coupon" ? { ...step, coupon: place } : step)) }).get(text) ?? [];
  const givers = [...places].flatMap((place) => steps[place ?? -1] ?? []).filter((step) => step.kind === "coupon");
  return givers.find(({ coupon }) => coupon !== null) ?? givers[0] ?? null;
}

/** What its code gives, as a text says it. */
export function exampleOf({ saving }: StepOf<"coupon">, currency: string, language: string): ExampleCoupon {
  switch (saving.kind) {
    case "percent": case "amount": case "freeShipping": return { saving: savingWords(saving, currency, language), offer: offerWords(saving, currency, language) };
    case "product": return { saving: saving.product || "a free product", offer: saving.product || "a free product" };
    default: return saving satisfies never;
  }
}
