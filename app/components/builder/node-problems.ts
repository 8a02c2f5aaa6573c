// Problems come with paths into a definition; the screen shows them at nodes. Each goes to the deepest
// node whose path leads to it, with the rest of its path.
import type { Problem } from "#app/lib/problem.ts";
import type { Path } from "#app/segments/definition.ts";

/** By the node's key; what lies at no node stays under the empty key. */
export function atNodes(problems: Problem[], paths: Map<string, Path>): Map<string, Problem[]> {
  const placed = new Map<string, Problem[]>();
  for (const problem of problems) {
    const path = withoutDefinition(problem.path);
    const [key, at] = deepest(path, paths);
    placed.set(key, [...(placed.get(key) ?? []), { path: path.slice(at.length), message: problem.message }]);
  }
  return placed;
}

/** A form names the definition's own problems definition.node…, a check of the definition node…. */
const withoutDefinition = (path: Problem["path"]) => (path[0] === "definition" ? path.slice(1) : path);

function deepest(path: Problem["path"], paths: Map<string, Path>): [key: string, path: Path] {
  let found: [string, Path] = ["", []];
  for (const [key, candidate] of paths) {
    const leads = candidate.length <= path.length && candidate.every((step, place) => step === path[place]);
    if (leads && candidate.length > found[1].length) found = [key, candidate];
  }
  return found;
}
