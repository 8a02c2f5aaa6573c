// Runs of a flow: in it now, ever, entered or left it in a window, so many times.
import { BlockStack, Text } from "@shopify/polaris";
import type { InFlow } from "#app/segments/definition.ts";
import { Ending, ENDING_WORDS } from "#app/segments/endings.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { NamedPicker } from "./named-picker.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TimesInputs } from "./times-inputs.tsx";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

type How = InFlow["how"];
const HOWS = [
  ["is", "is in it now"],
  ["was", "has ever entered it"],
  ["entered", "entered it"],
  ["ended", "left it"],
  ["times", "entered it so many times"],
] as const;
const ENDINGS = [["", "for whatever reason"], ...Ending.options.map((reason) => [reason, `because ${ENDING_WORDS[reason]}`] as const)] as const;

export function FlowRunsEditor({ leaf, onChange, problems }: EditorProps<InFlow>) {
  const { flows } = useShopWords();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Flow
      </Text>
      <Slots>
        <Slot>
          <NamedPicker label="Flow" all={flows.map(({ flowId, name }) => ({ id: flowId, name }))} none="No flow was published yet" value={leaf.flow} onChange={(flow) => onChange({ ...leaf, flow })} error={problemAt(problems, ["flow"])} />
        </Slot>
        <Slot>
          <Choice label="What they did in it" choices={HOWS} value={leaf.how.kind} onChange={(kind) => onChange({ ...leaf, how: howOf(kind) })} />
        </Slot>
        <HowInputs how={leaf.how} onChange={(how) => onChange({ ...leaf, how })} problems={problems} />
      </Slots>
    </BlockStack>
  );
}

function howOf(kind: How["kind"]): How {
  switch (kind) {
    case "is": case "was":
      return { kind };
    case "entered": case "ended":
      return { kind, window: { kind: "last", n: 30, unit: "day" } };
    case "times":
      return { kind, test: { op: "ge", value: 2 } };
    default:
      return kind satisfies never;
  }
}

type HowProps = { how: How; onChange: (how: How) => void; problems: EditorProps<InFlow>["problems"] };

function HowInputs({ how, onChange, problems }: HowProps) {
  switch (how.kind) {
    case "is": case "was":
      return null;
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
    default:
      return how satisfies never;
  }
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
