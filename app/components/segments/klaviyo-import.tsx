// Pasting a definition of Klaviyo's: the text, the names of its metrics, and condition by condition what
// it becomes. Only a whole definition can be used, because the rest of one means something else.
import { Banner, BlockStack, Button, Card, DropZone, InlineStack, List, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { Definition } from "#app/segments/definition.ts";
import { type ImportView, PASTE_MAX } from "#app/segments/klaviyo/view.ts";
import { problemAt } from "../problems-of.ts";
import { KlaviyoConditions } from "./klaviyo-conditions.tsx";

export type Opening = { name: string; definition: Definition };
type Answer = { view: ImportView } | { problems: Problem[] };

const METRICS_HELP = "Klaviyo's definitions name metrics by id. One a line, such as “Sxnb5T = Placed Order”, or the answer of Klaviyo's metrics API.";

const MISSING = "Name the missing metrics above first, then read it again.";
const CHANGE = "Without them the others would find other people. Change them in Klaviyo's definition, or take them out of it, and read it again.";

export function KlaviyoImport({ onUse }: { onUse: (opening: Opening) => void }) {
  const reading = useFetcher<Answer>();
  const [text, setText] = useState("");
  const [metrics, setMetrics] = useState("");
  const [fileProblem, setFileProblem] = useState<string | false>(false);
  const problems = reading.data && "problems" in reading.data ? reading.data.problems : [];
  const view = reading.data && "view" in reading.data ? reading.data.view : null;

  function read() {
    setFileProblem(false);
    reading.submit(JSON.stringify({ json: text, metrics }), { method: "POST", encType: "application/json" });
  }

  async function take(file: File | undefined) {
    if (!file) return;
    if (file.size > PASTE_MAX) return setFileProblem(`The file is longer than ${PASTE_MAX / 1000} kB.`);
    setFileProblem(false);
    setText(await file.text());
  }

  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <Text as="p">In Klaviyo, open “Update definition” of a segment and add .json to the address, or take it from the segments API. Nothing is saved until you save it in the builder.</Text>
          <TextField label="Segment definition (JSON)" value={text} onChange={setText} multiline={8} maxHeight={320} autoComplete="off" monospaced spellCheck={false} error={fileProblem || problemAt(problems, ["json"])} />
          <DropZone label="Or choose a file" accept=".json,application/json,text/plain" allowMultiple={false} variableHeight onDrop={(_all, accepted) => void take(accepted[0])}>
            <DropZone.FileUpload actionTitle="Choose a file" actionHint={`JSON, up to ${PASTE_MAX / 1000} kB`} />
          </DropZone>
          <TextField label="Metrics" value={metrics} onChange={setMetrics} multiline={3} maxHeight={200} autoComplete="off" monospaced spellCheck={false} helpText={METRICS_HELP} error={problemAt(problems, ["metrics"])} />
          <InlineStack gap="300">
            <Button onClick={read} loading={reading.state !== "idle"} variant={view?.definition ? "secondary" : "primary"}>
              Read the definition
            </Button>
            {view && view.unnamed.length > 0 ? <Button onClick={() => setMetrics(withNames(metrics, view.unnamed))}>Add the missing metrics</Button> : null}
          </InlineStack>
        </BlockStack>
      </Card>
      {view ? <Found view={view} onUse={onUse} /> : null}
    </BlockStack>
  );
}

/** One line for each that waits for its name. */
function withNames(metrics: string, unnamed: string[]): string {
  const missing = unnamed.filter((id) => !metrics.includes(id)).map((id) => `${id} = `);
  return [...(metrics.trim() === "" ? [] : [metrics.trimEnd()]), ...missing].join("\n");
}

function Found({ view, onUse }: { view: ImportView; onUse: (opening: Opening) => void }) {
  const { definition } = view;
  const refused = view.groups.flat().filter(({ why }) => why !== null).length;
  return (
    <BlockStack gap="400">
      <div role="status">
        {definition ? (
          <Banner tone="success" title="Every condition can be used" action={{ content: "Use this", onAction: () => onUse({ name: view.name, definition }) }}>
            {view.notes.length > 0 ? (
              <List>
                {view.notes.map((note) => (
                  <List.Item key={note}>{note}</List.Item>
                ))}
              </List>
            ) : null}
          </Banner>
        ) : (
          <Banner tone="warning" title={refused === 1 ? "One condition cannot be used" : `${refused} conditions cannot be used`}>
            <Text as="p">{view.unnamed.length > 0 ? MISSING : CHANGE}</Text>
          </Banner>
        )}
      </div>
      <KlaviyoConditions groups={view.groups} />
    </BlockStack>
  );
}
