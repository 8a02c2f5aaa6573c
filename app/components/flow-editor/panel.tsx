// What is chosen, with its form: beside the flow on wide screens, over it on a phone.
import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { EntryForm } from "./forms/entry-form.tsx";
import { ExitsForm } from "./forms/exits-form.tsx";
import { GoalsForm } from "./forms/goals-form.tsx";
import { TriggerForm } from "./forms/trigger-form.tsx";
import { ChosenButtons } from "./chosen-buttons.tsx";
import { FlowPanel } from "./flow-panel.tsx";
import { useInEditor } from "./in-editor.ts";
import { StepPanel } from "./step-panel.tsx";
import type { Commands } from "./use-commands.ts";
import type { Chosen } from "./use-flow.ts";

export function panelTitle(chosen: Chosen): string {
  switch (chosen.is) {
    case "flow": return "This flow";
    case "trigger": return "Trigger";
    case "entry": return "Who may enter";
    case "exits": return "Exits";
    case "goals": return "Goals";
    case "steps": return chosen.ids.length === 1 ? `Step ${chosen.ids[0] ?? ""}` : `${chosen.ids.length} steps`;
    default: return chosen satisfies never;
  }
}

export function PanelContent({ commands }: { commands: Commands }) {
  const { flow: { chosen, definition } } = useInEditor();
  switch (chosen.is) {
    case "flow": return <FlowPanel />;
    case "trigger": return <TriggerForm key={`${chosen.index} ${definition.triggers[chosen.index]?.kind ?? ""}`} index={chosen.index} />;
    case "entry": return <EntryForm />;
    case "exits": return <ExitsForm />;
    case "goals": return <GoalsForm />;
    case "steps": return chosen.ids.length === 1 ? <StepPanel key={chosen.ids[0]} id={chosen.ids[0] ?? ""} commands={commands} /> : <SeveralPanel commands={commands} />;
    default: return chosen satisfies never;
  }
}

export function SidePanel({ commands }: { commands: Commands }) {
  const { flow } = useInEditor();
  const { chosen } = flow;
  return (
    <aside className="segue-flow-panel" aria-label={panelTitle(chosen)}>
      <Box padding="400">
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="center" wrap={false}>
            <Text as="h2" variant="headingMd">
              {panelTitle(chosen)}
            </Text>
            {chosen.is === "flow" ? null : <Button icon={XIcon} variant="tertiary" accessibilityLabel="Close" onClick={() => flow.choose({ is: "flow" })} />}
          </InlineStack>
          <PanelContent commands={commands} />
        </BlockStack>
      </Box>
    </aside>
  );
}

function SeveralPanel({ commands }: { commands: Commands }) {
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        Drag one of them onto a way of the flow to move them all.
      </Text>
      <ChosenButtons commands={commands} />
    </BlockStack>
  );
}
