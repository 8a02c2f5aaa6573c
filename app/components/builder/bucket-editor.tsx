// A lasting random part of all customers: the same people every time, until the draw's name changes.
import { BlockStack, Text, TextField } from "@shopify/polaris";
import { NAME_MAX } from "#app/lib/name.ts";
import { BUCKETS, type Bucket } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import type { EditorProps } from "./leaf-editor.tsx";
import { NumberInput } from "./number-input.tsx";
import { Slot, Slots } from "./slot.tsx";

export function BucketEditor({ leaf, onChange, problems }: EditorProps<Bucket>) {
  const share = ((leaf.to - leaf.from + 1) / BUCKETS) * 100;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Random part of all customers
      </Text>
      <Slots>
        <Slot>
          <TextField label="Name of the draw" value={leaf.salt} onChange={(salt) => onChange({ ...leaf, salt })} autoComplete="off" maxLength={NAME_MAX} error={problemAt(problems, ["salt"])} />
        </Slot>
        <Slot>
          <NumberInput label="From number" isLabelled value={leaf.from} isWhole min={0} onChange={(from) => onChange({ ...leaf, from })} error={problemAt(problems, ["from"])} />
        </Slot>
        <Slot>
          <NumberInput label="To number" isLabelled value={leaf.to} isWhole min={0} onChange={(to) => onChange({ ...leaf, to })} error={problemAt(problems, ["to"])} />
        </Slot>
      </Slots>
      <Text as="p" variant="bodySm" tone="subdued">
        {`Everybody draws one number from 0 to 9,999 in each draw and keeps it.${share > 0 ? ` This is ${share.toLocaleString("en-US", { maximumFractionDigits: 2 })}% of customers.` : ""}`}
      </Text>
    </BlockStack>
  );
}
