// What a region of an overlap is called, and what the whole picture says in one sentence.
import { isIn, type Region, regionCount, sizeOf, total } from "#app/segments/overlap.ts";
import { formatCount, formatPeople, formatPercent } from "../format.ts";

/** The segments' signs, where their names would not fit. */
export const SIGNS = ["A", "B", "C", "D", "E"];

/** "In VIP and Win-back, not in New". */
export function regionWords(mask: number, names: string[]): string {
  const [inside, outside] = [names.filter((_, place) => isIn(mask, place)), names.filter((_, place) => !isIn(mask, place))];
  const first = outside.length === 0 && names.length > 2 ? `In all ${names.length}` : `${outside.length === 0 ? "In both " : outside.length === names.length - 1 ? "Only in " : "In "}${listed(inside, "and")}`;
  return outside.length === 0 || inside.length === 1 ? first : `${first}, not in ${listed(outside, "or")}`;
}

const listed = (names: string[], last: string) => (names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`);

/** "1,234 people are in at least one of these segments; 57 (5%) are in all three." */
export function overlapSummary(regions: Region[], segments: number): string {
  const all = total(regions);
  if (all === 0) return "Nobody is in any of these segments now.";
  const shared = regions.find(({ mask }) => mask === regionCount(segments))?.people ?? 0;
  const every = segments === 2 ? "both" : `all ${segments}`;
  return `${formatPeople(all)} ${all === 1 ? "is" : "are"} in at least one of these segments; ${shared === 0 ? `nobody is in ${every}` : `${formatCount(shared)} (${formatPercent(shared, all)}) ${shared === 1 ? "is" : "are"} in ${every}`}.`;
}

/** "312 people, 40% of them in no other of these". */
export function ownWords(regions: Region[], place: number): string {
  const size = sizeOf(regions, place);
  const alone = regions.find(({ mask }) => mask === 2 ** place)?.people ?? 0;
  return size === 0 ? "Nobody now" : `${formatPeople(size)}, ${formatPercent(alone, size)} of them in no other of these`;
}
