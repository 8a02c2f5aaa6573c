// What can be done with the chosen steps, below their form.
import { Button, InlineStack } from "@shopify/polaris";
import type { Commands } from "./use-commands.ts";

export const ChosenButtons = ({ commands }: { commands: Commands }) => (
  <InlineStack gap="200">
    <Button onClick={() => void commands.copy()}>Copy</Button>
    <Button onClick={() => commands.duplicate()}>Duplicate</Button>
    <Button tone="critical" onClick={() => commands.remove()}>
      Delete
    </Button>
  </InlineStack>
);
