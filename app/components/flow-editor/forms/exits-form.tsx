// What ends a run before its end, in the moment in which it happens.
import { BlockStack, Button, ChoiceList, InlineStack, Text } from "@shopify/polaris";
import { type Exit, EXITS_MAX } from "#app/flows/definition.ts";
import type { Happening } from "#app/flows/happening.ts";
import { problemAt } from "../../problems-of.ts";
import { onto } from "../edit/changed.ts";
import { inOrder } from "../edit/order.ts";
import { EVERY_BUYER } from "../edit/kinds.ts";
import { problemsAt, useInEditor } from "../in-editor.ts";
import { ConditionField } from "./condition-field.tsx";
import { Pick, TextLine } from "./fields.tsx";
import { Removable } from "./removable.tsx";
import { StepField } from "./step-field.tsx";
import { ToldField } from "./told-field.tsx";

const USUAL: readonly { label: string; event: Happening; own: boolean }[] = [{ label: "Bought", event: "order", own: false }, { label: "Refunded", event: "refund", own: true }, { label: "Cancelled", event: "cancelled", own: true }];

const exitOf = (label: string, event: Happening, own: boolean): Exit => ({ label, on: { event, where: [], whereAny: false, own }, at: [], to: null, starts: null });

export function ExitsForm() {
  const { flow, problems } = useInEditor();
  const { definition } = flow;
  const { exits } = definition;
  const set = (next: Exit[], key?: string) => flow.change((now) => ({ ...now, exits: onto(now.exits, exits, next) }), key);
  const unused = USUAL.filter(({ event }) => !exits.some(({ on }) => on?.event === event));
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        Whoever opts out leaves at once, always. These leave as soon as it happens, even in the middle of a wait; no text goes after it.
      </Text>
      {exits.map((exit, index) => (
        <Removable key={index} label={exit.label || `Exit ${index + 1}`} onRemove={() => set(exits.toSpliced(index, 1))}>
          <ExitFields exit={exit} index={index} set={(next) => set(exits.with(index, next), `exit ${index}`)} problems={problemsAt(problems, ["exits", index])} />
        </Removable>
      ))}
      {exits.length < EXITS_MAX ? (
        <InlineStack gap="200">
          {unused.map(({ label, event, own }) => (
            <Button key={event} onClick={() => set([...exits, exitOf(label, event, own)])}>{`Add “${label}”`}</Button>
          ))}
          <Button variant="plain" onClick={() => set([...exits, exitOf(`Exit ${exits.length + 1}`, "order", false)])}>
            Add another exit
          </Button>
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}

function ExitFields({ exit, index, set, problems }: { exit: Exit; index: number; set: (exit: Exit) => void; problems: ReturnType<typeof problemsAt> }) {
  const { flow: { definition }, words: { flows } } = useInEditor();
  const withoutWhen = () => {
    const { when: _, ...rest } = exit;
    return rest;
  };
  const choose = (of: "event" | "people") => set(of === "event" ? { ...withoutWhen(), on: { event: "order", where: [], whereAny: false, own: false } } : { ...exit, on: null, when: EVERY_BUYER });
  const general = problems.find(({ path }) => path.length === 0)?.message;
  return (
    <>
      <TextLine label="Called" max={60} value={exit.label} onChange={(label) => set({ ...exit, label })} error={problemAt(problems, ["label"])} />
      <Pick label="Leaves when" choices={[["event", "something happens"], ["people", "they fit a condition"]]} value={exit.on ? "event" : "people"} onChange={choose} error={general ?? false} />
      {exit.on ? <ToldField label="What happens" value={exit.on} onChange={(on) => set({ ...exit, on })} problems={problemsAt(problems, ["on"])} /> : null}
      {exit.when ? <ConditionField label="They are among" node={exit.when} onChange={(when) => set({ ...exit, when })} problems={problemsAt(problems, ["when"])} /> : null}
      <StepField label="Then" none="Out of the flow" value={exit.to} onChange={(to) => set({ ...exit, to })} error={problemAt(problems, ["to"])} />
      <Pick label="And enters" choices={[["", "no other flow"], ...flows.map(({ name }) => [name, name] as const)]} value={exit.starts ?? ""} onChange={(name) => set({ ...exit, starts: name === "" ? null : name })} error={problemAt(problems, ["starts"])} />
      <Pick label="Acts" choices={[["all", "anywhere in the flow"], ["some", "at some steps only"]]} value={exit.at.length === 0 ? "all" : "some"} onChange={(at) => set({ ...exit, at: at === "all" ? [] : [definition.first] })} />
      {exit.at.length === 0 ? null : <ChoiceList allowMultiple title={`Steps of exit ${index + 1}`} titleHidden choices={inOrder(definition).map((id) => ({ value: id, label: id }))} selected={exit.at} onChange={(at: string[]) => set({ ...exit, at })} />}
    </>
  );
}
