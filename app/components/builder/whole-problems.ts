// Problems of a condition that none of its inputs shows: they say something of the condition as a whole,
// or of a part of it that is several inputs.
import type { Problem } from "#app/lib/problem.ts";

const PARTS = ["test", "window", "how", "where", "part", "first", "then", "within", "left", "right", "of", "before", "place", "event", "kind"];

export function ofWhole(problems: Problem[]): string[] {
  return problems.filter(({ path }) => path.length === 0 || (path.length === 1 && PARTS.includes(String(path[0])))).map(({ message }) => message);
}
