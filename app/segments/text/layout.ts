// A definition as text in lines, for a person to edit: what joins conditions begins a line, and a group
// that is too long for one stands between brackets of its own.
import type { Definition, Node } from "../definition.ts";
import { hasOwnDays } from "../own-days.ts";
import { daysText, printNode } from "./print.ts";

const WIDTH = 72;

export const layout = (definition: Definition): string => [...(hasOwnDays(definition) ? [daysText(definition).trim()] : []), ...block(alone(definition.node))].join("\n");

/** A single condition needs no group around the whole. */
export function alone(node: Node): Node {
  const [only, ...others] = node.kind === "all" || node.kind === "any" ? node.nodes : [];
  return only === undefined || others.length > 0 ? node : alone(only);
}

function block(node: Node): string[] {
  if (!isJoined(node)) return member(node);
  const joiner = node.kind === "all" ? "and " : "or ";
  return node.nodes.flatMap((child, i) => after(i === 0 ? "" : joiner, member(child)));
}

/** As a part of something: a group needs its brackets. */
function member(node: Node): string[] {
  if (node.kind === "not") return after("not ", member(node.node));
  if (!isJoined(node)) return [printNode(node)];
  const short = `(${printNode(node)})`;
  return short.length <= WIDTH ? [short] : ["(", ...block(node).map((line) => `  ${line}`), ")"];
}

type Joined = Extract<Node, { kind: "all" | "any" }>;
const isJoined = (node: Node): node is Joined => (node.kind === "all" || node.kind === "any") && node.nodes.length > 1;
const after = (start: string, [first = "", ...others]: string[]) => [start + first, ...others];
