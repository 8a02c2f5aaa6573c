// A condition about people, built as in the builder of segments.
import { BlockStack, Box, Button, InlineError, Text } from "@shopify/polaris";
import { useMemo, useRef, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { Node } from "#app/segments/definition.ts";
import { describe } from "#app/segments/describe.ts";
import { noteOf } from "#app/segments/note.ts";
import { GroupCard } from "../../builder/group-card.tsx";
import { atNodes } from "../../builder/node-problems.ts";
import { begin, type BuilderAction, type BuilderState, definitionOf, leavesIn, reduce } from "../../builder/state.ts";
import { unfinished } from "../../builder/unfinished.ts";
import { useInEditor } from "../in-editor.ts";

/** `problems`: relative to the condition. */
type Props = { label: string; node: Node; onChange: (node: Node) => void; problems: Problem[] };

const start = (node: Node, next?: number): BuilderState => begin({ version: 1, node }, next);

/** A group of one is that one, but for what is noted of it. */
function nodeOf(state: BuilderState): Node {
  const { node } = definitionOf(state.root).definition;
  const [only, ...more] = node.kind === "all" || node.kind === "any" ? node.nodes : [];
  return only && more.length === 0 && noteOf(node) === undefined ? only : node;
}

export function ConditionField({ label, node, onChange, problems }: Props) {
  const { names } = useInEditor();
  const [state, setState] = useState(() => start(node));
  const said = useRef(node);
  // Undo, or another step: what is edited is what the flow has now.
  if (said.current !== node) {
    said.current = node;
    setState(start(node, state.next));
  }
  function dispatch(action: BuilderAction) {
    const next = reduce(state, action);
    const changed = nodeOf(next);
    setState(next);
    said.current = changed;
    onChange(changed);
  }
  const placed = useMemo(() => atNodes(problems.map(({ path, message }) => ({ path: ["node", ...wrapped(path, state, node)], message })), definitionOf(state.root).paths), [problems, state, node]);
  const missing = new Map(leavesIn(state.root).map(({ key, leaf }) => [key, unfinished(leaf)]));
  const elsewhere = placed.get("") ?? [];
  return (
    <div role="group" aria-label={label}>
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {label}
        </Text>
        <Box borderColor="border" borderWidth="025" borderRadius="200" padding="300">
          <GroupCard group={state.root} depth={1} isFirst isLast dispatch={dispatch} countsOf={() => null} sentenceOf={(each) => describe({ version: 1, node: each }, names)} problemsOf={(key) => ((missing.get(key)?.length ?? 0) > 0 ? (missing.get(key) ?? []) : (placed.get(key) ?? []))} />
        </Box>
        {state.root.nodes.length === 0 ? <InlineError message="Add at least one condition." fieldID={label} /> : null}
        {elsewhere.map(({ message }) => (
          <InlineError key={message} message={message} fieldID={label} />
        ))}
      </BlockStack>
    </div>
  );
}

/** On screen a lone condition stands in a group. */
function wrapped(path: Problem["path"], state: BuilderState, node: Node): Problem["path"] {
  const isAlone = node.kind !== "all" && node.kind !== "any" && state.root.nodes.length === 1;
  return isAlone ? ["nodes", 0, ...path] : path;
}

type MaybeProps = { label: string; addLabel: string; node: Node | undefined; usual: Node; onChange: (node: Node | undefined) => void; problems: Problem[] };

export function MaybeCondition({ label, addLabel, node, usual, onChange, problems }: MaybeProps) {
  if (!node) return <Box><Button onClick={() => onChange(usual)}>{addLabel}</Button></Box>;
  return (
    <BlockStack gap="200">
      <ConditionField label={label} node={node} onChange={onChange} problems={problems} />
      <Box>
        <Button variant="plain" onClick={() => onChange(undefined)} accessibilityLabel={`Remove: ${label}`}>
          Remove the condition
        </Button>
      </Box>
    </BlockStack>
  );
}
