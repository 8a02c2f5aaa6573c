// The flow as text, for whoever would rather type: always the same flow. What has a mistake leaves the flow as it was, and is
// kept until it is mended or given up.
import { BlockStack, Box, Button, InlineError, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { lazy, Suspense, useMemo } from "react";
import { checkStructure } from "#app/flows/check.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { parse, print } from "#app/flows/text.ts";
import type { TextProblem } from "#app/segments/text.ts";
import { useInEditor } from "./in-editor.ts";

const FlowCode = lazy(() => import("./flow-code.tsx"));
const HINT = "flow-text-hint";
const SHOWN_MAX = 5;

type Read = { definition: FlowDefinition } | { problems: TextProblem[]; lines: string[] };

function read(text: string): Read {
  const parsed = parse(text);
  if ("mistake" in parsed) return { problems: [parsed.mistake], lines: [`Line ${text.slice(0, parsed.mistake.at).split("\n").length}: ${parsed.mistake.message}`] };
  const problems = "problems" in parsed ? parsed.problems : checkStructure(parsed.definition);
  if ("definition" in parsed && problems.length === 0) return parsed;
  return { problems: [], lines: problems.slice(0, SHOWN_MAX).map(({ path, message }) => (path.length === 0 ? message : `${path.join(" › ")}: ${message}`)) };
}

/** What was typed last, and which flow it is the text of, or was before its mistake: whatever changes the flow elsewhere ends it. */
export type Typed = { text: string; of: FlowDefinition; hasMistake: boolean } | null;

export function TextView({ typed, onType }: { typed: Typed; onType: (typed: Typed) => void }) {
  const { flow } = useInEditor();
  const { definition } = flow;
  const printed = useMemo(() => print(definition), [definition]);
  const text = typed?.text ?? printed;
  const reading = useMemo(() => read(text), [text]);
  const problems = "problems" in reading ? reading.problems : [];
  const lines = "lines" in reading ? reading.lines : [];
  function change(next: string) {
    const found = read(next);
    onType({ text: next, of: "definition" in found ? found.definition : definition, hasMistake: !("definition" in found) });
    if ("definition" in found) flow.change(() => found.definition, "text");
  }
  return (
    <BlockStack gap="300">
      <Box borderWidth="025" borderColor={lines.length > 0 ? "border-critical" : "input-border"} borderRadius="200" overflowX="hidden" overflowY="hidden">
        <Suspense fallback={<Box padding="400" minHeight="20rem"><SkeletonBodyText lines={12} /></Box>}>
          <FlowCode label="The flow as text" describedBy={HINT} text={text} problems={problems} onChange={change} />
        </Suspense>
      </Box>
      <div role="status">
        <BlockStack gap="100">
          {lines.map((line) => (
            <InlineError key={line} message={line} fieldID="flow-text" />
          ))}
          {lines.length > 0 ? <Text as="p" tone="subdued">The flow stays as it was at the last text without a mistake.</Text> : null}
        </BlockStack>
      </div>
      <InlineStack gap="200">
        <Button onClick={() => onType(null)} disabled={typed === null}>
          {lines.length > 0 ? "Give this text up" : "Tidy up"}
        </Button>
      </InlineStack>
      <div id={HINT}>
        <Text as="p" variant="bodySm" tone="subdued">
          A line for each trigger, step, exit and goal. What goes without saying is left out. Tab leaves the field.
        </Text>
      </div>
    </BlockStack>
  );
}
