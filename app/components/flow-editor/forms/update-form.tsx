// What is changed about a customer. Consent is never given here, only ended.
import { BlockStack, Button } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { type Change, CHANGES_MAX } from "#app/flows/step.ts";
import type { Problem } from "#app/lib/problem.ts";
import { useShopWords } from "../../builder/shop-words.ts";
import { problemAt } from "../../problems-of.ts";
import { problemsAt } from "../in-editor.ts";
import { Pick, TextLine } from "./fields.tsx";
import type { StepForm } from "./form.ts";
import { Removable } from "./removable.tsx";

const KINDS = [
  ["tag", "Add a tag"], ["untag", "Remove a tag"], ["metafield", "Set a metafield"], ["property", "Note a property"], ["listAdd", "Put on a list"], ["listRemove", "Take off a list"],
  ["suppress", "Send no more promotion"], ["unsubscribe", "Opt out of texts"],
] as const;

const HELP: Partial<Record<Change["kind"], string>> = { suppress: "Their consent stays as it is: they can be let back in.", unsubscribe: "As if they had answered STOP. Only they themselves can undo it." };

function changeOf(kind: Change["kind"], list: number): Change {
  switch (kind) {
    case "tag": case "untag": return { kind, tag: "" };
    case "metafield": return { kind, field: "", value: "" };
    case "property": return { kind, name: "", value: "" };
    case "listAdd": case "listRemove": return { kind, list };
    case "suppress": case "unsubscribe": return { kind };
    default: return kind satisfies never;
  }
}

export function UpdateForm({ step, set, problems }: StepForm<"update">) {
  const { lists } = useShopWords();
  const change = (index: number, next: Change) => set({ ...step, changes: step.changes.with(index, next) });
  const offered = KINDS.filter(([kind]) => lists.length > 0 || !kind.startsWith("list"));
  return (
    <BlockStack gap="300">
      {step.changes.map((each, index) => (
        <Removable key={index} label={`Change ${index + 1}`} isLast={step.changes.length === 1} onRemove={() => set({ ...step, changes: step.changes.toSpliced(index, 1) })}>
          <Pick label="What" choices={offered} value={each.kind} onChange={(kind) => change(index, changeOf(kind, lists[0]?.listId ?? 1))} {...(HELP[each.kind] ? { helpText: HELP[each.kind] ?? "" } : {})} />
          <Fields value={each} onChange={(next) => change(index, next)} problems={problemsAt(problems, ["changes", index])} />
        </Removable>
      ))}
      {step.changes.length < CHANGES_MAX ? (
        <div>
          <Button icon={PlusIcon} onClick={() => set({ ...step, changes: [...step.changes, { kind: "tag", tag: "" }] })}>
            Add a change
          </Button>
        </div>
      ) : null}
    </BlockStack>
  );
}

function Fields({ value, onChange, problems }: { value: Change; onChange: (change: Change) => void; problems: Problem[] }) {
  const { lists } = useShopWords();
  const error = (field: string) => problemAt(problems, [field]);
  switch (value.kind) {
    case "tag": case "untag":
      return <TextLine label="Tag" max={255} value={value.tag} onChange={(tag) => onChange({ ...value, tag })} error={error("tag")} />;
    case "metafield":
      return (
        <>
          <TextLine label="Metafield" placeholder="custom.skin_type" max={200} value={value.field} onChange={(field) => onChange({ ...value, field })} error={error("field")} />
          <TextLine label="Value" max={500} value={value.value} onChange={(next) => onChange({ ...value, value: next })} error={error("value")} />
        </>
      );
    case "property":
      return (
        <>
          <TextLine label="Name" max={200} value={value.name} onChange={(name) => onChange({ ...value, name })} error={error("name")} />
          <TextLine label="Value" max={500} value={value.value} onChange={(next) => onChange({ ...value, value: next })} error={error("value")} />
        </>
      );
    case "listAdd": case "listRemove":
      return <Pick label="List" choices={lists.map(({ listId, name }) => [String(listId), name] as const)} value={String(value.list)} onChange={(list) => onChange({ ...value, list: Number(list) })} error={error("list")} />;
    case "suppress": case "unsubscribe":
      return null;
    default:
      return value satisfies never;
  }
}
