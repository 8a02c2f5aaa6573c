// The rest of a form, behind one button; open by itself where something in it is to be mended.
import { BlockStack, Box, Button, Collapsible } from "@shopify/polaris";
import { type ReactNode, useId, useState } from "react";

export function More({ label, hasProblem, children }: { label: string; hasProblem: boolean; children: ReactNode }) {
  const id = useId();
  const [isAsked, setAsked] = useState(false);
  const isOpen = isAsked || hasProblem;
  return (
    <div>
      <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls={id} onClick={() => setAsked(!isAsked)}>
        {label}
      </Button>
      <Collapsible id={id} open={isOpen}>
        <Box paddingBlockStart="300">
          <BlockStack gap="300">{children}</BlockStack>
        </Box>
      </Collapsible>
    </div>
  );
}
