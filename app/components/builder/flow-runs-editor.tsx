// Runs of a flow: in it now, at a step of it, ever, entered or left it in a window, so many times; and what they drew in its experiments.
import { BlockStack, Text } from "@shopify/polaris";
import { type InFlow, RunGroup } from "#app/segments/definition.ts";
import { Ending, ENDING_WORDS } from "#app/segments/endings.ts";
import { OFFERED } from "../flow-editor/edit/kinds.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { NamedPicker } from "./named-picker.tsx";
import { type ShopWords, useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TimesInputs } from "./times-inputs.tsx";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

type How = InFlow["how"];
type Flow = ShopWords["flows"][number];
/** Of a flow that is gone, or none yet. */
const NOTHING: Pick<Flow, "steps" | "experiments"> = { steps: [], experiments: [] };
const HOWS = [
  ["is", "is in it now"],
  ["at", "is at a step of it now"],
  ["was", "has ever entered it"],
  ["entered", "entered it"],
  ["ended", "left it"],
  ["times", "entered it so many times"],
  ["drew", "drew an arm"],
] as const;
const GROUPS = [["", "all of it"], ["treated", "its treated group"], ["control", "its control group"]] as const;
const ENDINGS = [["", "for whatever reason"], ...Ending.options.map((reason) => [reason, `because ${ENDING_WORDS[reason]}`] as const)] as const;

export function FlowRunsEditor({ leaf, onChange, problems }: EditorProps<InFlow>) {
  const { flows } = useShopWords();
  const flowOf = (flow: number) => flows.find(({ flowId }) => flowId === flow) ?? NOTHING;
  const flow = flowOf(leaf.flow);
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Flow
      </Text>
      <Slots>
        <Slot>
          <NamedPicker label="Flow" all={flows.map(({ flowId, name }) => ({ id: flowId, name }))} none="No flow was published yet" value={leaf.flow} onChange={(chosen) => onChange(ofFlow(leaf, chosen, flowOf(chosen)))} error={problemAt(problems, ["flow"])} />
        </Slot>
        {leaf.how.kind === "drew" && leaf.group === undefined ? null : (
          <Slot>
            <Choice label="Which part of it" choices={GROUPS} value={leaf.group ?? ""} onChange={(chosen) => onChange(ofGroup(leaf, chosen))} error={problemAt(problems, ["group"])} />
          </Slot>
        )}
        <Slot>
          <Choice label="What they did in it" choices={HOWS} value={leaf.how.kind} onChange={(kind) => onChange({ ...(kind === "drew" ? ofGroup(leaf, "") : leaf), how: howOf(kind, flow) })} />
        </Slot>
        <HowInputs how={leaf.how} flow={flow} onChange={(how) => onChange({ ...leaf, how })} problems={problems} />
      </Slots>
    </BlockStack>
  );
}

function ofGroup({ group: _, ...leaf }: InFlow, chosen: string): InFlow {
  const group = RunGroup.safeParse(chosen);
  return group.success ? { ...leaf, group: group.data } : leaf;
}

/** Steps and arms are of one flow alone. */
function ofFlow(leaf: InFlow, flow: number, { steps, experiments }: typeof NOTHING): InFlow {
  const { how } = leaf;
  return { ...leaf, flow, how: how.kind === "drew" ? { ...how, ...firstArm(experiments) } : how.kind === "at" ? { ...how, ...firstStep(steps) } : how };
}

const firstStep = ([first]: Flow["steps"]) => ({ step: first?.step ?? "" });
const firstArm = ([first]: Flow["experiments"]) => ({ step: first?.step ?? "", arm: first?.arms[0] ?? "" });

function howOf(kind: How["kind"], { steps, experiments }: typeof NOTHING): How {
  switch (kind) {
    case "is": case "was":
      return { kind };
    case "at":
      return { kind, ...firstStep(steps) };
    case "entered": case "ended":
      return { kind, window: { kind: "last", n: 30, unit: "day" } };
    case "times":
      return { kind, test: { op: "ge", value: 2 } };
    case "drew":
      return { kind, ...firstArm(experiments), window: { kind: "all" } };
    default:
      return kind satisfies never;
  }
}

type HowProps = { how: How; flow: typeof NOTHING; onChange: (how: How) => void; problems: EditorProps<InFlow>["problems"] };

function HowInputs({ how, flow, onChange, problems }: HowProps) {
  switch (how.kind) {
    case "is": case "was":
      return null;
    case "at":
      return (
        <Slot>
          <Choice label="Step" choices={[...noneOf(flow.steps, "This flow has no step"), ...flow.steps.map(({ step, kind }) => [step, stepLabel(step, kind)] as const)]} value={how.step} onChange={(step) => onChange({ ...how, step })} error={problemAt(problems, ["how", "step"])} />
        </Slot>
      );
    case "entered":
      return <WindowEditor value={how.window} kinds={PAST} onChange={(window) => onChange({ ...how, window })} problems={problems} path={["how", "window"]} />;
    case "ended":
      return (
        <>
          <Reason how={how} onChange={onChange} />
          <WindowEditor value={how.window} kinds={PAST} onChange={(window) => onChange({ ...how, window })} problems={problems} path={["how", "window"]} />
        </>
      );
    case "times":
      return <TimesInputs label="Times entered" how={how} onChange={onChange} problems={problems} />;
    case "drew":
      return (
        <>
          <Arm how={how} flow={flow} onChange={onChange} problems={problems} />
          <WindowEditor value={how.window} kinds={PAST} onChange={(window) => onChange({ ...how, window })} problems={problems} path={["how", "window"]} />
        </>
      );
    default:
      return how satisfies never;
  }
}

const noneOf = (all: readonly unknown[], words: string) => (all.length === 0 ? [["", words] as const] : []);
const stepLabel = (step: string, kind: string) => `${OFFERED.find((each) => each.kind === kind)?.label ?? kind} (${step})`;

type ArmProps = Omit<HowProps, "how"> & { how: Extract<How, { kind: "drew" }> };

/** An experiment is called as its step is in the flow. */
function Arm({ how, flow: { experiments }, onChange, problems }: ArmProps) {
  const arms = experiments.find(({ step }) => step === how.step)?.arms ?? [];
  return (
    <>
      <Slot>
        <Choice
          label="Experiment"
          choices={[...noneOf(experiments, "This flow has no experiment"), ...experiments.map(({ step }) => [step, stepLabel(step, "experiment")] as const)]}
          value={how.step}
          onChange={(step) => onChange({ ...how, ...firstArm(experiments.filter((each) => each.step === step)) })}
          error={problemAt(problems, ["how", "step"])}
        />
      </Slot>
      <Slot>
        <Choice label="Arm" choices={arms.map((name) => [name, name] as const)} value={how.arm} onChange={(arm) => onChange({ ...how, arm })} error={problemAt(problems, ["how", "arm"])} />
      </Slot>
    </>
  );
}

/** One reason at a time; several, which the text can name, are kept until another is chosen. */
function Reason({ how, onChange }: { how: Extract<How, { kind: "ended" }>; onChange: (how: How) => void }) {
  const { because = [], ...rest } = how;
  const several = because.length > 1 ? [[because.join(","), `because ${because.map((reason) => ENDING_WORDS[reason]).join(" or ")}`] as const] : [];
  return (
    <Slot>
      <Choice
        label="Why they left"
        choices={[...ENDINGS, ...several]}
        value={because.join(",")}
        onChange={(chosen) => {
          const read = Ending.safeParse(chosen);
          onChange(read.success ? { ...rest, because: [read.data] } : chosen === "" ? rest : how);
        }}
      />
    </Slot>
  );
}
