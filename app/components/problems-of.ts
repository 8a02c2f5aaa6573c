// Which sentence belongs beside which field. A problem's path may lead deeper than the field that
// shows it (a list's third value), so a field shows every problem at or below its own path.
import type { Problem } from "#app/lib/problem.ts";

type Path = Problem["path"];

const startsWith = (path: Path, start: Path) => start.length <= path.length && start.every((step, place) => path[place] === step);

/** The first problem at this field or inside it; false where there is none, as Polaris takes it. */
export function problemAt(problems: Problem[], field: Path): string | false {
  return problems.find((problem) => startsWith(problem.path, field))?.message ?? false;
}
