// What a new coupon gives, from how much on, until when, and how its codes begin.
import { Banner, BlockStack, Button, Card, Checkbox, ChoiceList, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { COUPON_NAME_MAX, sampleCode } from "#app/messages/coupons/coupon.ts";
import { type CouponDraft, emptyDraft, wordFor } from "#app/messages/coupons/coupon-draft.ts";
import { problemAt } from "../problems-of.ts";

export function CouponForm({ currency, today }: { currency: string; today: string }) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const [draft, setDraft] = useState<CouponDraft>(emptyDraft());
  const [sent, setSent] = useState<CouponDraft | null>(null);
  const isBusy = fetcher.state !== "idle";
  // A problem stays beside its field until the field is changed.
  const problems = sent === null || isBusy ? [] : (fetcher.data?.problems ?? []).filter(({ path: [field] }) => field === undefined || sent[field as keyof CouponDraft] === draft[field as keyof CouponDraft]);
  const change = (part: Partial<CouponDraft>) => setDraft({ ...draft, ...part });
  function save() {
    setSent(draft);
    fetcher.submit(draft, { method: "POST", encType: "application/json" });
  }
  return (
    <form onSubmit={(event) => (event.preventDefault(), save())}>
      <BlockStack gap="400">
        {problems.filter(({ path }) => path.length === 0).map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        <Card>
          <FormLayout>
            <TextField label="Name" value={draft.name} onChange={(name) => change({ name })} autoComplete="off" maxLength={COUPON_NAME_MAX} helpText="Customers do not see it." error={problemAt(problems, ["name"])} />
            <Saving draft={draft} change={change} problems={problems} currency={currency} />
          </FormLayout>
        </Card>
        <Terms draft={draft} change={change} problems={problems} currency={currency} today={today} />
        <InlineStack align="end">
          <Button submit variant="primary" loading={isBusy}>
            Create coupon
          </Button>
        </InlineStack>
      </BlockStack>
    </form>
  );
}

const KINDS = ["percent", "amount", "freeShipping"] as const satisfies CouponDraft["kind"][];
const CHOICES = [{ value: "percent", label: "A percentage off the order" }, { value: "amount", label: "A fixed amount off the order" }, { value: "freeShipping", label: "Free shipping" }];

type Fields = { draft: CouponDraft; change: (part: Partial<CouponDraft>) => void; problems: Problem[]; currency: string };

function Saving({ draft, change, problems, currency }: Fields) {
  return (
    <>
      <ChoiceList title="Gives" selected={[draft.kind]} onChange={([kind]) => change({ kind: KINDS.find((each) => each === kind) ?? "percent", value: "" })} choices={CHOICES} />
      {draft.kind === "freeShipping" ? null : (
        <TextField
          label={draft.kind === "percent" ? "Percentage" : "Amount"}
          value={draft.value}
          onChange={(value) => change({ value })}
          autoComplete="off"
          inputMode={draft.kind === "percent" ? "numeric" : "decimal"}
          {...(draft.kind === "percent" ? { suffix: "%" } : { prefix: currency })}
          error={problemAt(problems, ["value"])}
        />
      )}
    </>
  );
}

function Terms({ draft, change, problems, currency, today }: Fields & { today: string }) {
  const word = draft.word.trim().toUpperCase() || wordFor(draft.name);
  return (
    <Card>
      <FormLayout>
        <TextField label="Minimum purchase (optional)" value={draft.minimum} onChange={(minimum) => change({ minimum })} autoComplete="off" inputMode="decimal" prefix={currency} error={problemAt(problems, ["minimum"])} />
        <TextField label="Last day (optional)" type="date" min={today} value={draft.endsOn} onChange={(endsOn) => change({ endsOn })} autoComplete="off" helpText="It holds until midnight in your shop’s time zone." error={problemAt(problems, ["endsOn"])} />
        <Checkbox label="Each code works once, and each customer can use one" checked={draft.isOnce} onChange={(isOnce) => change({ isOnce })} />
        <TextField
          label="Codes begin with (optional)"
          value={draft.word}
          onChange={(next) => change({ word: next.toUpperCase() })}
          autoComplete="off"
          maxLength={12}
          placeholder={wordFor(draft.name)}
          helpText={`A code looks like ${sampleCode(word)}. Short codes leave more room in the text.`}
          error={problemAt(problems, ["word"])}
        />
        <Text as="p" tone="subdued">
          Everybody you text gets a code of their own, made when the text goes out. All of them belong to one discount in Shopify.
        </Text>
      </FormLayout>
    </Card>
  );
}
