// What reading a template needs to know and finds wrong. A finding has its place in the text, so that the editor can
// underline it; the text is read with plain line ends.
import type { Problem } from "../../lib/problem.ts";
import type { Fields, Root } from "./variables.ts";

/** `at`: from and to in the text, in UTF-16 units. */
export type TextProblem = Problem & { at: readonly [from: number, to: number] };

export type Reading = {
  /** Which records the occasion knows. */
  roots: ReadonlySet<Root>;
  problems: TextProblem[];
};

/** Where in the text we are: inside which loop, and what a condition around has made sure of, as dotted paths. */
export type Place = { item: { name: string; fields: Fields } | null; known: ReadonlySet<string>; depth: number };

export const knowing = (place: Place, more: Iterable<string>): Place => ({ ...place, known: new Set([...place.known, ...more]) });

export type Spot = { begin: number; end: number };

export function wrong(reading: Reading, { begin, end }: Spot, message: string): null {
  reading.problems.push({ path: ["text"], message, at: [begin, end] });
  return null;
}
