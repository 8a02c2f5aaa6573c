// A code of their own for the texts that follow: one of the shop's coupons, and for whom none is chosen yet, what it has to be.
import { Banner, BlockStack, Checkbox, Link, Select, Text } from "@shopify/polaris";
import type { StepOf } from "#app/flows/step.ts";
import { minorOf } from "#app/flows/told/minor.ts";
import { useShopWords } from "../../builder/shop-words.ts";
import { problemAt } from "../../problems-of.ts";
import { useInEditor } from "../in-editor.ts";
import { NumberField, Pick, TextLine } from "./fields.tsx";
import type { StepForm } from "./form.ts";
import { MaybeSpan } from "./span-field.tsx";

type Saving = StepOf<"coupon">["saving"];
const SAVINGS = [["percent", "A percentage"], ["amount", "A fixed amount"], ["freeShipping", "Free shipping"], ["product", "A free product"]] as const;

function savingOf(kind: Saving["kind"], currency: string): Saving {
  switch (kind) {
    case "percent": return { kind, percent: 10 };
    case "amount": return { kind, minor: minorOf(10, currency) };
    case "freeShipping": return { kind };
    case "product": return { kind, product: "" };
    default: return kind satisfies never;
  }
}

export function CouponForm({ step, set, problems }: StepForm<"coupon">) {
  const { words: { editor: { coupons } } } = useInEditor();
  const { currency } = useShopWords();
  const { saving } = step;
  const error = (...path: string[]) => problemAt(problems, path);
  const gone = step.coupon !== null && !coupons.some(({ couponId }) => couponId === step.coupon) ? [{ value: String(step.coupon), label: "A coupon that was ended" }] : [];
  return (
    <BlockStack gap="300">
      <Select label="Coupon" options={[{ value: "", label: "None chosen yet" }, ...gone, ...coupons.map(({ couponId, name, saving: says }) => ({ value: String(couponId), label: `${name} (${says})` }))]} value={step.coupon === null ? "" : String(step.coupon)} onChange={(chosen) => set({ ...step, coupon: chosen === "" ? null : Number(chosen) })} error={error("coupon")} helpText="Everybody who comes here gets a code of their own. Texts tell it by “The customer’s own code”." />
      {step.coupon === null ? (
        <>
          <Banner tone="info">
            <Text as="p">
              {saving.kind === "product" ? "Shopify has no code for exactly one of a product: it would make any number of it free. Choose a coupon of another kind before this flow goes live, or " : "Before this flow goes live, choose a coupon of this kind, or "}
              <Link url="/app/coupons/new">make {saving.kind === "product" ? "one" : "it"}</Link>.
            </Text>
          </Banner>
          <Pick label="It gives" choices={SAVINGS} value={saving.kind} onChange={(kind) => set({ ...step, saving: savingOf(kind, currency) })} />
          {saving.kind === "percent" ? <NumberField label="Percent" suffix="%" min={1} value={saving.percent} onChange={(percent) => set({ ...step, saving: { ...saving, percent } })} error={error("saving", "percent")} /> : null}
          {saving.kind === "amount" ? <NumberField label="Amount" suffix={currency} isWhole={false} min={0} value={saving.minor / minorOf(1, currency)} onChange={(amount) => set({ ...step, saving: { ...saving, minor: minorOf(amount, currency) } })} error={error("saving", "minor")} /> : null}
          {saving.kind === "product" ? <TextLine label="Product" max={200} value={saving.product} onChange={(product) => set({ ...step, saving: { ...saving, product } })} error={error("saving", "product")} /> : null}
        </>
      ) : null}
      <MaybeSpan label="Their code ends some time after this step" spanLabel="After" value={step.ends} usual={{ n: 30, unit: "day" }} onChange={(ends) => set({ ...step, ends })} error={error("ends")} />
      {step.ends === null ? null : <Checkbox label="Good once" checked={step.once} onChange={(once) => set({ ...step, once })} helpText="The end is that of the day on which the time is over. It never lies beyond the coupon’s own." />}
    </BlockStack>
  );
}
