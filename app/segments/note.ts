// Notes of a definition: they stand at groups and conditions (at what is negated, not at the "not"), and ask nothing. Two
// definitions that differ in their notes alone mean the same.
import type { Definition, Node } from "./definition.ts";
import { type Note, plainNote } from "./shape.ts";

export const noteOf = (node: Node): Note | undefined => (node.kind === "not" ? noteOf(node.node) : node.note);

/** These lines are its note; where they are empty it stays as it was. */
export function withNote(node: Node, lines: readonly string[]): Node {
  if (node.kind === "not") return { kind: "not", node: withNote(node.node, lines) };
  const note = plainNote(lines.join("\n"));
  return note === "" ? node : { ...node, note };
}

export const withoutNotes = (definition: Definition): Definition => ({ ...definition, node: bare(definition.node) });

function bare(node: Node): Node {
  if (node.kind === "not") return { kind: "not", node: bare(node.node) };
  const { note: _, ...own } = node;
  return "nodes" in own ? { ...own, nodes: own.nodes.map(bare) } : own;
}
