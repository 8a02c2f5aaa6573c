// The notes of a question beside what each is of, in the order in which they stand in it.
import type { Definition, Node } from "./definition.ts";
import { describePart, type Told } from "./describe.ts";
import type { Note } from "./shape.ts";

/** `of`: the condition or group in words; null where the note is of the whole question. */
export type Noted = { note: Note; of: string | null };

export const noted = ({ node }: Definition, told: Told): Noted[] => notedIn(node, false, true, told);

function notedIn(node: Node, isNot: boolean, isWhole: boolean, told: Told): Noted[] {
  if (node.kind === "not") return notedIn(node.node, !isNot, isWhole, told);
  const own = node.note === undefined ? [] : [{ note: node.note, of: isWhole ? null : describePart(node, isNot, told) }];
  if (!("nodes" in node)) return own;
  // A group of one is that one.
  const isChildWhole = isWhole && node.nodes.length === 1;
  return [...own, ...node.nodes.flatMap((child) => notedIn(child, isNot, isChildWhole, told))];
}
