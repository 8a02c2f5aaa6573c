// One run's story: the lines of its ledger one after the other, each with what was heard, what was seen of the person and what
// was decided, in words.
import { redecide } from "../advance.ts";
import type { FlowDefinition } from "../definition.ts";
import type { Names } from "../describe/words.ts";
import { Line } from "../ledger.ts";
import { heardWords, type Said, saidOf } from "./decision-words.ts";
import { type SeenLine, seenLines } from "./seen-words.ts";

export type Moment = { seq: number; at: number; version: number; heard: string[]; seen: SeenLine[]; said: Said[] };

export function storyOf(lines: readonly Line[], versionOf: (version: number) => FlowDefinition | undefined, titleOf: (version: number, step: string) => string, names: Names): Moment[] {
  return lines.map((line, index) => {
    const definition = versionOf(line.version);
    return {
      seq: index + 1, at: line.at, version: line.version,
      heard: [...new Set(line.heard.map((heard) => heardWords(heard, names)))],
      seen: seenLines(line.seen, definition, names),
      said: line.decided.flatMap((decision) => saidOf(decision, { definition, titleOf: (step) => titleOf(line.version, step) }) ?? []),
    };
  });
}

/** Each line decided again from what it says alone: where the first differs; null: none does. */
export function differsAt(lines: readonly Line[], versionOf: (version: number) => FlowDefinition): number | null {
  const again = redecide(versionOf, lines);
  const at = lines.findIndex((line, index) => JSON.stringify(Line.parse(line)) !== JSON.stringify(Line.parse(again[index])));
  return at < 0 ? null : at + 1;
}
