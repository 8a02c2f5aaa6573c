// A group of conditions: how they combine, the conditions, and the place to add more. Three levels are
// edited on screen; what lies deeper still counts, and is shown as its sentence.
import { BlockStack, Box, Button, InlineError, InlineStack, Text } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import type { Problem } from "#app/lib/problem.ts";
import type { Node } from "#app/segments/definition.ts";
import { Choice } from "./choice.tsx";
import { LeafCard } from "./leaf-card.tsx";
import { NodeMenu } from "./node-menu.tsx";
import { NodeNote } from "./node-note.tsx";
import type { PreviewLeaf } from "./preview-view.ts";
import { QuestionPicker } from "./question-picker.tsx";
import { definitionOf, type BuilderAction, type DraftGroup } from "./state.ts";

const SCREEN_DEPTH_MAX = 3;

export type TreeProps = {
  dispatch: (action: BuilderAction) => void;
  /** Relative to the node. */
  problemsOf: (key: string) => Problem[];
  countsOf: (key: string) => PreviewLeaf | null;
  sentenceOf: (node: Node) => string;
};

const JOINS = [
  ["all", "all of these are true"],
  ["any", "any of these is true"],
  ["none", "none of these is true"],
  ["notAll", "not all of these are true"],
] as const;
type Join = (typeof JOINS)[number][0];

type Props = TreeProps & { group: DraftGroup; depth: number; isFirst: boolean; isLast: boolean };

export function GroupCard({ group, depth, isFirst, isLast, ...tree }: Props) {
  if (depth > SCREEN_DEPTH_MAX) return <DeepGroup group={group} isFirst={isFirst} isLast={isLast} {...tree} />;
  const { dispatch } = tree;
  const content = (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
        <InlineStack gap="200" blockAlign="center" align="start">
          <Text as="span">{depth === 1 ? "Customers for whom" : "for whom"}</Text>
          <Choice label="How the conditions combine" choices={JOINS} value={joinOf(group)} onChange={(join) => dispatch(joining(group.key, join))} />
        </InlineStack>
        <NodeMenu node={group} label={nameOf(depth)} {...(depth > 1 && { place: { isFirst, isLast } })} dispatch={dispatch} />
      </InlineStack>
      <NodeNote label={nameOf(depth)} note={group.note} onChange={(note) => dispatch({ do: "note", key: group.key, note })} />
      {tree.problemsOf(group.key).map(({ message }) => (
        <InlineError key={message} message={message} fieldID={group.key} />
      ))}
      {group.nodes.map((node, i) => {
        const place = { isFirst: i === 0, isLast: i === group.nodes.length - 1 };
        return node.kind === "leaf" ? <LeafCard key={node.key} node={node} {...place} {...tree} /> : <GroupCard key={node.key} group={node} depth={depth + 1} {...place} {...tree} />;
      })}
      <InlineStack gap="200" blockAlign="center">
        <div style={{ flex: "1 1 14rem", minWidth: "min(14rem, 100%)" }}>
          <QuestionPicker label="Add a condition" onPick={(leaf) => dispatch({ do: "addLeaf", to: group.key, leaf })} />
        </div>
        {depth < SCREEN_DEPTH_MAX ? (
          <Button icon={PlusIcon} onClick={() => dispatch({ do: "addGroup", to: group.key })}>
            Add a group
          </Button>
        ) : null}
      </InlineStack>
    </BlockStack>
  );
  if (depth === 1) return content;
  return (
    <Box background="bg-surface-secondary" borderColor="border" borderWidth="025" borderRadius="200" padding="300">
      {content}
    </Box>
  );
}

const nameOf = (depth: number) => (depth === 1 ? "all conditions" : "this group");

function joinOf(group: DraftGroup): Join {
  if (group.nots % 2 === 0) return group.join;
  return group.join === "any" ? "none" : "notAll";
}

const joining = (key: string, join: Join): BuilderAction => ({
  do: "join",
  key,
  join: join === "all" || join === "notAll" ? "all" : "any",
  negated: join === "none" || join === "notAll",
});

function DeepGroup({ group, isFirst, isLast, dispatch, sentenceOf }: Omit<Props, "depth">) {
  return (
    <Box background="bg-surface-secondary" borderColor="border" borderWidth="025" borderRadius="200" padding="300">
      <InlineStack align="space-between" blockAlign="start" wrap={false} gap="200">
        <BlockStack gap="100">
          <Text as="p">{sentenceOf(definitionOf(group).definition.node)}</Text>
          <Text as="p" variant="bodySm" tone="subdued">
            This part is nested deeper than the screen can edit. It still counts as it stands; you can move, copy or remove it.
          </Text>
        </BlockStack>
        <NodeMenu node={group} label="this group" place={{ isFirst, isLast }} dispatch={dispatch} />
      </InlineStack>
      <NodeNote label="this group" note={group.note} onChange={(note) => dispatch({ do: "note", key: group.key, note })} />
    </Box>
  );
}
