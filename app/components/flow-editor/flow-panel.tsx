// The flow as a whole: its name, what the checker found, what it costs at most, and where to go from here.
import { Badge, BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import type { Finding } from "#app/flows/checker.ts";
import { NAME_MAX } from "#app/lib/name.ts";
import { formatPlural } from "../format.ts";
import { dollars } from "../messages/message-words.ts";
import { AddTrigger } from "./forms/trigger-form.tsx";
import { useInEditor } from "./in-editor.ts";

const SAYS: Readonly<Record<Finding["severity"], { tone: "critical" | "attention" | "warning"; label: string }>> = {
  stop: { tone: "critical", label: "Stops it" }, todo: { tone: "attention", label: "To choose" }, warning: { tone: "warning", label: "To know" },
};

export function FlowPanel() {
  const { flow, checked, nameProblem } = useInEditor();
  return (
    <BlockStack gap="400">
      <TextField label="Name" value={flow.draft.name} onChange={flow.setName} autoComplete="off" maxLength={NAME_MAX} error={nameProblem} helpText="Only you see it." />
      <AddTrigger />
      <Checked />
      {checked.worst && checked.worst.texts > 0 ? <Text as="p" tone="subdued">{`Somebody on the dearest way gets ${formatPlural(checked.worst.texts, "text")} of ${formatPlural(checked.worst.parts, "part")} in all: about ${dollars(checked.worst.micros)}.`}</Text> : null}
    </BlockStack>
  );
}

function Checked() {
  const { flow, checked, findings, problems } = useInEditor();
  const lines = [
    ...problems.map(({ path, message }) => ({ key: `${path.join()} ${message}`, message, step: stepAt(flow.definition.steps, path), tone: "critical" as const, label: "To mend" })),
    ...findings.map(({ message, step, severity }) => ({ key: `${step ?? ""} ${message}`, message, step, ...SAYS[severity] })),
  ];
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        The checker
      </Text>
      <div role="status">
        {lines.length > 0 ? null : <Text as="p" tone={checked.state === "failed" ? "critical" : "subdued"}>{checked.state === "failed" ? "The check could not be made. It is tried again with your next change." : checked.state === "asking" ? "Looking at the flow …" : "Nothing stands against this flow."}</Text>}
      </div>
      {lines.length === 0 ? null : (
        <ul className="segue-flow-findings">
          {lines.map(({ key, message, step, tone, label }) => (
            <li key={key}>
              <BlockStack gap="100">
                <InlineStack gap="200" blockAlign="center">
                  <Badge tone={tone}>{label}</Badge>
                  {step === null ? null : (
                    <Button variant="plain" onClick={() => flow.choose({ is: "steps", ids: [step] })} accessibilityLabel={`Go to ${step}: ${message}`}>
                      {step}
                    </Button>
                  )}
                </InlineStack>
                <Text as="p">{message}</Text>
              </BlockStack>
            </li>
          ))}
        </ul>
      )}
    </BlockStack>
  );
}

function stepAt(steps: readonly { id: string }[], [first, index]: readonly (string | number)[]): string | null {
  return first === "steps" && typeof index === "number" ? (steps[index]?.id ?? null) : null;
}
