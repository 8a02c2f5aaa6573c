// Comments of the text form are notes of what they stand at. Behind a condition on its line, or inside it: that one's. On a line
// of their own: of the next condition or group, or where none follows, of the last. At the beginning, above an empty line: of the whole.
import type { Note } from "../shape.ts";

export type Comment = {
  text: string;
  at: number;
  to: number;
  /** A token stands before it on its line. */
  isBehind: boolean;
  /** An empty line follows. */
  isApart: boolean;
};

/** `before`: where the last token before it ends; null: there is none. */
export function commentAt(text: string, { at, to }: { at: number; to: number }, before: number | null): Comment {
  const gap = /\s*/y;
  gap.lastIndex = to;
  const lines = gap.exec(text)?.[0].split("\n").length ?? 1;
  return { text: text.slice(at + 1, to).replace(/^ /, ""), at, to, isBehind: before !== null && !text.slice(before, at).includes("\n"), isApart: lines > 2 };
}

export type Taking = "inside" | "behind" | "apart" | "all";

/** Hands out each comment once, in order. `read`: where the last token that was read begins; `next`: where the next one does. */
export function commentsOf(all: readonly Comment[]): (taking: Taking, read: number, next: number) => Comment[] {
  let told = 0;
  return (taking, read, next) => {
    let end = told;
    for (let at = told; at < all.length; at += 1) {
      const comment = all[at];
      if (!comment || comment.at >= (taking === "inside" ? read : next) || (taking === "behind" && !comment.isBehind)) break;
      if (taking !== "apart" || comment.isApart) end = at + 1;
    }
    const taken = all.slice(told, end);
    told = end;
    return taken;
  };
}

export const commentLines = (note: Note | undefined): string[] => (note === undefined ? [] : note.split("\n").map((line) => (line === "" ? "#" : `# ${line}`)));
