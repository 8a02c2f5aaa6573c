// Nothing of some kind for so long.
import { BlockStack, Button } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { problemAt } from "../../problems-of.ts";
import { EVERY_BUYER } from "../edit/kinds.ts";
import { problemsAt } from "../in-editor.ts";
import { MaybeCondition } from "./condition-field.tsx";
import { Removable } from "./removable.tsx";
import { SpanField } from "./span-field.tsx";
import { ToldField } from "./told-field.tsx";
import type { TriggerProps } from "./trigger-where.tsx";

const OF_MAX = 10;

export function SilenceFields({ trigger, set, problems }: TriggerProps<"silence">) {
  return (
    <BlockStack gap="300">
      {trigger.of.map((told, index) => (
        <Removable key={index} label={index === 0 ? "None of this" : "nor this"} isLast={trigger.of.length === 1} onRemove={() => set({ ...trigger, of: trigger.of.toSpliced(index, 1) })}>
          <ToldField label="What does not happen" hasOwn={false} value={{ ...told, own: false }} onChange={({ event, where, whereAny }) => set({ ...trigger, of: trigger.of.with(index, { event, where, whereAny }) })} problems={problemsAt(problems, ["of", index])} />
        </Removable>
      ))}
      {trigger.of.length < OF_MAX ? (
        <div>
          <Button variant="plain" icon={PlusIcon} onClick={() => set({ ...trigger, of: [...trigger.of, { event: "smsClicked", where: [], whereAny: false }] })}>
            Nor something else
          </Button>
        </div>
      ) : null}
      <SpanField label="For" value={trigger.since} onChange={(since) => set({ ...trigger, since })} error={problemAt(problems, ["since"])} helpText="The clock starts anew with each; each silence is told of once." />
      <MaybeCondition label="Of people among" addLabel="Only of some people" node={trigger.when} usual={EVERY_BUYER} onChange={(when) => set(when ? { ...trigger, when } : withoutWhen(trigger))} problems={problemsAt(problems, ["when"])} />
    </BlockStack>
  );
}

function withoutWhen<Asked extends { when?: unknown }>({ when: _, ...rest }: Asked): Omit<Asked, "when"> {
  return rest;
}
