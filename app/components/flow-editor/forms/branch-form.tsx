// The five questions by which a flow branches. Each way leads to a step or out of the flow; whoever fits nowhere has one, too.
import { BlockStack, Button, Checkbox } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { Became, PATHS_MAX } from "#app/flows/branch.ts";
import type { StepOf } from "#app/flows/step.ts";
import { problemAt } from "../../problems-of.ts";
import { askedBy, pathAdded } from "../edit/paths.ts";
import { problemsAt, useInEditor } from "../in-editor.ts";
import { ConditionField } from "./condition-field.tsx";
import { Pick, WordList } from "./fields.tsx";
import type { StepForm } from "./form.ts";
import { Removable } from "./removable.tsx";
import { skipReasons } from "./skip-reasons.ts";
import { MaybeSpan, SpanField } from "./span-field.tsx";
import { StepField } from "./step-field.tsx";
import { ToldField } from "./told-field.tsx";
import { useWays } from "./use-ways.ts";

const BYS = [["yesNo", "Who they are: yes or no"], ["ordered", "Who they are: several ways"], ["first", "What they do first"], ["reply", "What they reply"], ["outcome", "What became of a text"]] as const;
const BECAME: Readonly<Record<Became, string>> = { delivered: "It was delivered", failed: "It failed", skipped: "It was skipped", clicked: "They clicked", replied: "They replied", ordered: "They ordered since" };
const MATCHES = [["contains", "contains"], ["is", "is"], ["starts", "starts with"]] as const;

export function BranchForm({ step, set, problems }: StepForm<"branch">) {
  const { flow: { definition } } = useInEditor();
  const text = definition.steps.find(({ kind }) => kind === "send");
  const offered = BYS.filter(([by]) => by !== "outcome" || text !== undefined || step.by === "outcome");
  return (
    <BlockStack gap="400">
      <Pick label="Branch by" choices={offered} value={step.by} onChange={(by) => set(askedBy(step, by, text?.id ?? ""))} />
      {step.by === "outcome" ? <StepField label="Which text" value={step.of} of={({ kind }) => kind === "send"} onChange={(of) => set({ ...step, of: of ?? step.of })} error={problemAt(problems, ["of"])} /> : null}
      {step.by === "yesNo" ? (
        <>
          <ConditionField label="Are they among" node={step.when} onChange={(when) => set({ ...step, when })} problems={problemsAt(problems, ["when"])} />
          <StepField label="Yes" none="Out of the flow" from={step.id} value={step.yes} onChange={(yes) => set({ ...step, yes })} error={problemAt(problems, ["yes"])} />
        </>
      ) : (
        <Paths step={step} set={set} problems={problems} />
      )}
      {step.by === "first" || step.by === "reply" ? <SpanField label="Wait for it at the longest" value={step.within} onChange={(within) => set({ ...step, within })} error={problemAt(problems, ["within"])} /> : null}
      {step.by === "outcome" ? <MaybeSpan label="Wait for what may still come" spanLabel="Since the text went" value={step.within} usual={{ n: 1, unit: "day" }} onChange={(within) => set({ ...step, within })} error={problemAt(problems, ["within"])} /> : null}
      {step.by === "first" ? <Checkbox label="The upper way goes before the lower" helpText="Waits to the end, and takes the uppermost of what happened." checked={step.ranked} onChange={(ranked) => set({ ...step, ranked })} /> : null}
      <StepField label={step.by === "yesNo" ? "No" : "Everybody else"} none="Out of the flow" from={step.id} value={step.otherwise} onChange={(otherwise) => set({ ...step, otherwise })} error={problemAt(problems, ["otherwise"])} />
    </BlockStack>
  );
}

type Several = Exclude<StepOf<"branch">, { by: "yesNo" }>;
type SeveralForm = { step: Several; set: StepForm<"branch">["set"]; problems: StepForm<"branch">["problems"] };

function Paths({ step, set, problems }: SeveralForm) {
  const ways = useWays(step.id);
  const count = step.paths.length;
  return (
    <BlockStack gap="300">
      {step.paths.map(({ next }, index) => (
        <Removable
          key={index}
          label={`Way ${index + 1}`}
          isLast={count === 1}
          place={{ isFirst: index === 0, isLast: index === count - 1 }}
          onMove={(by) => ways.move(index, by)}
          onRemove={() => ways.remove(index)}
        >
          <Path step={step} index={index} set={set} problems={problemsAt(problems, ["paths", index])} />
          <StepField label="Goes to" none="Out of the flow" from={step.id} value={next} onChange={(to) => set({ ...step, paths: step.paths.map((path, place) => (place === index ? { ...path, next: to } : path)) } as Several)} error={problemAt(problems, ["paths", index, "next"])} />
        </Removable>
      ))}
      {count < PATHS_MAX ? (
        <div>
          <Button icon={PlusIcon} onClick={() => set(pathAdded(step))}>
            Add a way
          </Button>
        </div>
      ) : null}
    </BlockStack>
  );
}

function Path({ step, index, set, problems }: SeveralForm & { index: number }) {
  switch (step.by) {
    case "ordered": {
      const path = step.paths[index];
      return path ? <ConditionField label="They are among" node={path.when} onChange={(when) => set({ ...step, paths: step.paths.with(index, { ...path, when }) })} problems={problemsAt(problems, ["when"])} /> : null;
    }
    case "first": {
      const path = step.paths[index];
      return path ? <ToldField label="What happens" value={path.on} onChange={(on) => set({ ...step, paths: step.paths.with(index, { ...path, on }) })} problems={problemsAt(problems, ["on"])} /> : null;
    }
    case "reply": {
      const path = step.paths[index];
      if (!path) return null;
      return (
        <>
          <Pick label="The reply" choices={MATCHES} value={path.match} onChange={(match) => set({ ...step, paths: step.paths.with(index, { ...path, match }) })} />
          <WordList label="One of these words" helpText="With commas between them. Words that mean stop never come here." value={path.words} onChange={(words) => set({ ...step, paths: step.paths.with(index, { ...path, words }) })} error={problemAt(problems, ["words"])} />
        </>
      );
    }
    case "outcome": {
      const path = step.paths[index];
      if (!path) return null;
      const choices = Became.options.map((each) => [each, BECAME[each]] as const);
      return (
        <>
          <Pick label="If" choices={choices} value={path.is} onChange={(is) => set({ ...step, paths: step.paths.with(index, { ...path, is, reason: null }) })} error={problemAt(problems, ["is"])} />
          {path.is === "skipped" || path.reason !== null ? <Pick label="Why" choices={skipReasons(path.reason)} value={path.reason ?? ""} onChange={(reason) => set({ ...step, paths: step.paths.with(index, { ...path, reason: reason === "" ? null : reason }) })} error={problemAt(problems, ["reason"])} /> : null}
        </>
      );
    }
    default:
      return step satisfies never;
  }
}
