// What could not be known of a question as of the past, condition by condition, in words.
import { type Definition, leavesOf } from "#app/segments/definition.ts";
import { describeLeaf, type Names } from "#app/segments/describe.ts";
import { type Gap, gapsOf } from "#app/segments/then.ts";
import { formatDay } from "../format.ts";

export type GapLine = { condition: string; reasons: string[]; /** Today's value can stand in. */ canAssume: boolean };
type Told = { names: Names; currency: string; timeZone: string };
type As = { at: number; today: boolean; recorded: Readonly<Record<number, number>> };

/** Each condition once, in the order a reader meets them; none where all is known. */
export function gapLines({ node }: Definition, as: As, told: Told): GapLine[] {
  const lines = leavesOf(node).flatMap(({ leaf }): GapLine[] => {
    const gaps = gapsOf(leaf).filter((gap) => gap.kind !== "unrecorded" || (as.recorded[gap.segment] ?? Infinity) > as.at);
    if (gaps.length === 0) return [];
    return [{ condition: describeLeaf(leaf, told), reasons: gaps.map((gap) => reason(gap, as, told)), canAssume: gaps.some(({ kind }) => kind !== "unrecorded") }];
  });
  return lines.filter(({ condition }, at) => lines.findIndex((line) => line.condition === condition) === at);
}

function reason(gap: Gap, { today, recorded }: As, { names, timeZone }: Told): string {
  switch (gap.kind) {
    case "today": return today ? `No history of “${gap.what}” is kept: today's value was taken.` : `No history of “${gap.what}” is kept, so this could not be known.`;
    case "partly": return today ? `“${gap.what}” is known of people for whom it has not changed since; for the others today's value was taken.` : `“${gap.what}” is known only of people for whom it has not changed since.`;
    case "unrecorded": {
      const since = recorded[gap.segment];
      const name = names("segment", String(gap.segment)) ?? `segment ${gap.segment}`;
      return since === undefined ? `Who was in “${name}” is not recorded.` : `Who was in “${name}” is recorded only since ${formatDay(new Date(since).toISOString(), timeZone)}.`;
    }
    default: return gap satisfies never;
  }
}
