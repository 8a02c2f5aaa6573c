// A definition as text in lines, for a person to edit: what joins conditions begins a line, and a group
// that is too long for one stands between brackets of its own.
import type { Definition, Node } from "../definition.ts";
import { noteOf } from "../note.ts";
import { hasOwnDays } from "../own-days.ts";
import { commentLines } from "./comments.ts";
import { daysText, isJoined, plainText } from "./print.ts";

const WIDTH = 72;

export const layout = (definition: Definition): string => [...(hasOwnDays(definition) ? [daysText(definition).trim()] : []), ...whole(alone(definition.node))].join("\n");

/** A single condition needs no group around the whole, but for what is noted of it. */
export function alone(node: Node): Node {
  const [only, ...others] = node.kind === "all" || node.kind === "any" ? node.nodes : [];
  return only === undefined || others.length > 0 || noteOf(node) !== undefined ? node : alone(only);
}

const whole = (node: Node): string[] => [...commentLines(noteOf(node)), ...(isJoined(node) && noteOf(node) !== undefined ? [""] : []), ...block(node)];

function block(node: Node): string[] {
  if (!isJoined(node)) return member(node);
  const joiner = node.kind === "all" ? "and " : "or ";
  return node.nodes.flatMap((child, i) => [...commentLines(noteOf(child)), ...after(i === 0 ? "" : joiner, member(child))]);
}

/** As a part of something: a group needs its brackets. */
function member(node: Node): string[] {
  if (node.kind === "not") return after("not ", member(node.node));
  const text = plainText(node);
  if (!isJoined(node)) return text.split("\n");
  return text.length + 2 <= WIDTH && !text.includes("\n") ? [`(${text})`] : ["(", ...block(node).map((line) => `  ${line}`), ")"];
}

const after = (start: string, [first = "", ...others]: string[]) => [start + first, ...others];
