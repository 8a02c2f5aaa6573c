// What every road of evaluation agrees on: why a stay began or ended, and the order in which
// segments are looked at, so that a segment is never asked before the segments it asks about.
import type { SegmentId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";

/** Why a stay began or ended: a new fact, time alone, an edit of the question, its first calculation, merged customers, an import. */
export type Cause = "fact" | "clock" | "edit" | "first" | "merge" | "import";

export type Moved = { segment: SegmentId; entered: number; left: number };

type Uses = { segment: SegmentId; uses: SegmentId[] };

/** Level 0 uses no segment, level 1 only those of level 0, … What is not in the list counts as settled. */
export function levels<Segment extends Uses>(segments: Segment[]): Segment[][] {
  const open = new Map(segments.map((segment) => [segment.segment, segment]));
  const done: Segment[][] = [];
  while (open.size > 0) {
    const level = [...open.values()].filter(({ uses }) => uses.every((used) => !open.has(used)));
    invariant(level.length > 0, "segments never ask about each other in a circle");
    for (const { segment } of level) open.delete(segment);
    done.push(level);
  }
  return done;
}

/** Everything that asks about `segment`, directly or through others. */
export function dependents(segment: SegmentId, segments: Uses[]): SegmentId[] {
  const found = new Set<SegmentId>();
  const look = [segment];
  for (let used = look.pop(); used !== undefined; used = look.pop()) {
    for (const candidate of segments) {
      if (candidate.uses.includes(used) && !found.has(candidate.segment)) {
        found.add(candidate.segment);
        look.push(candidate.segment);
      }
    }
  }
  return [...found];
}

/** A first calculation and an edit are told in one row for the whole segment, so that nothing fires for each of its people. */
export function fullCause(segment: { quiet: boolean; evaluatedAt: Date | null }): Cause {
  if (!segment.quiet) return "import";
  return segment.evaluatedAt === null ? "first" : "edit";
}
