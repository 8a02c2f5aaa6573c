// Whether what somebody wrote is one of the words that are listened for: whole words, without case and accents, whatever
// stands between them.
import { fold } from "../../segments/fold.ts";

export type WordMatch = "is" | "starts" | "contains";

/** No words: anything they write. */
export function saysOneOf(text: string, words: readonly string[], match: WordMatch): boolean {
  if (words.length === 0) return true;
  const said = tokensOf(text);
  return words.some((word) => saysWord(said, tokensOf(word), match));
}

/** Signs alone ("👍", "?") are a word, too. */
function tokensOf(text: string): string[] {
  const folded = fold(text.trim());
  const found = folded.match(/[\p{L}\p{N}]+/gu);
  return found ?? (folded === "" ? [] : [folded]);
}

function saysWord(said: readonly string[], word: readonly string[], match: WordMatch): boolean {
  const isAt = (from: number) => word.every((token, index) => said[from + index] === token);
  if (word.length === 0) return false;
  switch (match) {
    case "is": return said.length === word.length && isAt(0);
    case "starts": return isAt(0);
    case "contains": return said.some((_, from) => isAt(from));
    default: return match satisfies never;
  }
}
