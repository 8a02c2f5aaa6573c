// A drawing, and the same numbers as a table for whoever cannot see it. It is drawn in the browser only, in a box of fixed
// height: nothing jumps when the drawing comes, which is loaded after the page.
import { Button, Collapsible, InlineStack, SkeletonBodyText } from "@shopify/polaris";
import { type ReactElement, Suspense, useEffect, useState } from "react";

/** `drawing` null: not yet. */
type Props = { id: string; height: string; drawing: ReactElement | null; table: ReactElement };

export function DrawnAndTold({ id, height, drawing, table }: Props) {
  const [isInBrowser, setInBrowser] = useState(false);
  const [isTableOpen, setTableOpen] = useState(false);
  useEffect(() => setInBrowser(true), []);
  return (
    <>
      <div style={{ height }} aria-hidden="true">
        {isInBrowser && drawing ? <Suspense fallback={<SkeletonBodyText lines={8} />}>{drawing}</Suspense> : <SkeletonBodyText lines={8} />}
      </div>
      <InlineStack>
        <Button variant="plain" disclosure={isTableOpen ? "up" : "down"} ariaExpanded={isTableOpen} ariaControls={id} onClick={() => setTableOpen(!isTableOpen)}>
          {isTableOpen ? "Hide the table" : "Show as a table"}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={isTableOpen}>
        {table}
      </Collapsible>
    </>
  );
}
