// A condition as it stands in its group: its inputs, its counts, its menu.
import { Badge, BlockStack, Box, InlineError, InlineStack } from "@shopify/polaris";
import { LeafCounts } from "./leaf-counts.tsx";
import { LeafEditor } from "./leaf-editor.tsx";
import { NodeMenu } from "./node-menu.tsx";
import { NodeNote } from "./node-note.tsx";
import { ofWhole } from "./whole-problems.ts";
import type { TreeProps } from "./group-card.tsx";
import type { DraftLeaf } from "./state.ts";
import { leafName } from "./leaf-name.ts";
import { useShopWords } from "./shop-words.ts";

type Props = TreeProps & { node: DraftLeaf; isFirst: boolean; isLast: boolean };

export function LeafCard({ node, isFirst, isLast, dispatch, problemsOf, countsOf }: Props) {
  const problems = problemsOf(node.key);
  const change = (leaf: DraftLeaf["leaf"]) => dispatch({ do: "update", key: node.key, leaf });
  const { lists } = useShopWords();
  const name = leafName(node.leaf, lists);
  return (
    <Box background="bg-surface" borderColor="border" borderWidth="025" borderRadius="200" padding="300">
      <BlockStack gap="100">
        <div role="group" aria-label={name} style={{ display: "flex", gap: "var(--p-space-200)", alignItems: "flex-start" }}>
          <div style={{ flex: 1, minWidth: 0 }}>
            {node.nots % 2 === 1 ? (
              <Box paddingBlockEnd="100">
                <InlineStack>
                  <Badge tone="attention">Not: who do not match this</Badge>
                </InlineStack>
              </Box>
            ) : null}
            <LeafEditor leaf={node.leaf} onChange={change} problems={problems} />
          </div>
          <NodeMenu node={node} label={name} place={{ isFirst, isLast }} dispatch={dispatch} />
        </div>
        <NodeNote label={name} note={node.note} onChange={(note) => dispatch({ do: "note", key: node.key, note })} />
        {ofWhole(problems).map((message) => (
          <InlineError key={message} message={message} fieldID={node.key} />
        ))}
        <LeafCounts leaf={node.leaf} counts={countsOf(node.key)} onChange={change} />
      </BlockStack>
    </Box>
  );
}
