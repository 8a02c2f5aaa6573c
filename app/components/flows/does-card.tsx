// What a flow does: what starts it, its steps as a picture or as a list, and what ends it. On a phone there is the list alone.
import { BlockStack, Box, Button, ButtonGroup, Card, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { LayoutSectionIcon, ListBulletedIcon } from "@shopify/polaris-icons";
import { lazy, Suspense, useState } from "react";
import { useWide } from "../flow-editor/use-wide.ts";
import type { Picture } from "./picture.ts";
import { StepList } from "./step-list.tsx";
import type { FlowPageView } from "./view.ts";

const FlowPicture = lazy(() => import("./flow-picture.tsx"));

/** From where phone.css shows what is for wide screens. */
const WIDE_PX = 490;
const SHOWN = [["picture", "Picture", LayoutSectionIcon], ["list", "List", ListBulletedIcon]] as const;

export function DoesCard({ view, picture }: { view: FlowPageView; picture: Picture }) {
  const { flowId, starts, ends, steps, entered, version } = view;
  const [shown, setShown] = useState<"picture" | "list">("picture");
  const isWide = useWide(WIDE_PX);
  const list = <StepList flowId={flowId} steps={steps} isPublished={version !== null} />;
  const waiting = <Box padding="400"><SkeletonBodyText lines={8} /></Box>;
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <Text as="h2" variant="headingMd">
              {version === null ? "What it will do" : "What it does"}
            </Text>
            <div className="segue-wide" role="group" aria-label="Show the steps as">
              <ButtonGroup variant="segmented">
                {SHOWN.map(([value, label, icon]) => (
                  <Button key={value} icon={icon} pressed={shown === value} onClick={() => setShown(value)}>
                    {label}
                  </Button>
                ))}
              </ButtonGroup>
            </div>
          </InlineStack>
          <Lines lines={starts} />
        </BlockStack>
      </Box>
      {shown === "list" ? list : (
        <>
          <div className="segue-wide" style={{ height: picture.heightPx, borderBlockStart: "var(--p-border-width-025) solid var(--p-color-border-secondary)" }}>
            {isWide ? <Suspense fallback={waiting}><FlowPicture flowId={flowId} picture={picture} steps={steps} entered={entered} isPublished={version !== null} /></Suspense> : waiting}
          </div>
          <div className="segue-phone">{list}</div>
        </>
      )}
      <Box padding="400" borderBlockStartWidth="025" borderColor="border-secondary">
        <BlockStack gap="200">
          <Lines lines={ends} />
        </BlockStack>
      </Box>
    </Card>
  );
}

const Lines = ({ lines }: { lines: string[] }) => lines.map((line) => (
  <Text as="p" key={line}>
    {line}
  </Text>
));
