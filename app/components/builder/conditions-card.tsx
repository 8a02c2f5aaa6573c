// The conditions, to click or to type: both sides are the same definition.
import { Banner, BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useRef, useState } from "react";
import type { Definition } from "#app/segments/definition.ts";
import { lineOf } from "../text-editor/text-draft.ts";
import { TextPanel } from "../text-editor/text-panel.tsx";
import type { useText } from "../text-editor/use-text.ts";
import { ClockSelect } from "./clock-select.tsx";
import { GroupCard, type TreeProps } from "./group-card.tsx";
import type { Clock, DraftGroup } from "./state.ts";

type Props = { root: DraftGroup; tree: TreeProps; text: ReturnType<typeof useText>; definition: Definition; name: string };

export function ConditionsCard({ root, tree, text, definition, name }: Props) {
  const built = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  function open() {
    // What stands below the conditions stays where it is, whichever side is shown.
    if (built.current) setHeight(built.current.offsetHeight);
    text.open();
  }
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Conditions
          </Text>
          <ButtonGroup variant="segmented">
            <Button size="slim" pressed={!text.isOpen} onClick={text.close}>
              Builder
            </Button>
            <Button size="slim" pressed={text.isOpen} onClick={open}>
              Text
            </Button>
          </ButtonGroup>
        </InlineStack>
        {text.isOpen ? (
          // As far as anybody sees it: of what is longer than the window, the rest would be an empty page.
          <div style={{ minHeight: `min(${height}px, 100vh - 16rem)` }}>
            <TextPanel text={text} definition={definition} name={name} />
          </div>
        ) : (
          <div ref={built}>
            <Built root={root} tree={tree} text={{ ...text, open }} clock={definition.clock ?? "shop"} />
          </div>
        )}
      </BlockStack>
    </Card>
  );
}

/** What was typed and has a mistake is not thrown away by looking at the other side. */
function Built({ root, tree, text, clock }: Pick<Props, "root" | "tree" | "text"> & { clock: Clock }) {
  const group = (
    <BlockStack gap="300">
      {/* Above what grows: nothing that a merchant looks at moves when a count arrives. */}
      <ClockSelect clock={clock} onChange={(next) => tree.dispatch({ do: "clock", clock: next })} />
      <GroupCard group={root} depth={1} isFirst isLast {...tree} />
    </BlockStack>
  );
  if (text.mistake === null) return group;
  return (
    <BlockStack gap="300">
      <Banner tone="warning" title="The text has a mistake" action={{ content: "Back to the text", onAction: text.open }} secondaryAction={{ content: "Use these conditions", onAction: text.giveUp }}>
        <Text as="p">{`${lineOf(text.text, text.mistake)} Below are the last conditions without one.`}</Text>
      </Banner>
      {/* React 18 knows no inert; any value of the attribute is yes. */}
      <div {...{ inert: "" }} style={{ opacity: 0.6 }}>
        {group}
      </div>
    </BlockStack>
  );
}
