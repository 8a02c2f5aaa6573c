// A flow's steps in one row of signs, for a glance; read aloud it is the list of its steps.
import { Icon, InlineStack, Text } from "@shopify/polaris";
import { ChevronRightIcon } from "@shopify/polaris-icons";
import type { Step } from "#app/flows/step.ts";
import { LOOKS } from "../flow-editor/kind-look.tsx";

const SHOWN_MAX = 12;

export function StepRow({ name, steps }: { name: string; steps: { kind: Step["kind"]; says: string }[] }) {
  const shown = steps.slice(0, SHOWN_MAX);
  return (
    <ol aria-label={`Steps of ${name}`} style={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: "var(--p-space-050)", margin: 0, padding: 0, listStyle: "none" }}>
      {shown.map(({ kind, says }, place) => (
        <li key={place} style={{ display: "flex", alignItems: "center" }}>
          {place > 0 ? (
            <span aria-hidden="true" style={{ display: "block", width: "1rem", color: "var(--p-color-icon-secondary)" }}>
              <Icon source={ChevronRightIcon} />
            </span>
          ) : null}
          <span title={says} style={{ display: "block", padding: "var(--p-space-100)", borderRadius: "var(--p-border-radius-200)", background: LOOKS[kind].tint }}>
            <Icon source={LOOKS[kind].icon} accessibilityLabel={says} />
          </span>
        </li>
      ))}
      {steps.length > shown.length ? (
        <li>
          <InlineStack>
            <Text as="span" variant="bodySm" tone="subdued">{`and ${steps.length - shown.length} more`}</Text>
          </InlineStack>
        </li>
      ) : null}
    </ol>
  );
}
