// Whether two periods have time in common. Of two that move, or come every year: at any of many instants of ten years. Where
// one is dated: for good, because a period that moves leaves dates behind. What begins with an instant of the customer's own goes on until now.
import type { Window } from "../definition.ts";
import { scatter } from "../scatter.ts";
import { bounds, type Bounds, isPlain } from "../windows.ts";

const ZONE = "UTC";
/** Each of thirteen months, for weeks and months; every other week of ten years, for seasons, which lie otherwise each year. */
const DAYS = [...Array.from({ length: 400 }, (_, day) => day), ...Array.from({ length: 235 }, (_, week) => 400 + week * 14)];
/** At noon, when days by the clock and by the calendar are furthest apart, and at a day's ends, which hours reach beyond. */
const MINUTES = [0, 12 * 60, 24 * 60 - 1];
const INSTANTS = DAYS.flatMap((day) => MINUTES.map((minute) => new Date(Date.UTC(2027, 0, 1 + day, 0, minute))));
/** Later than any date that can be given. */
const LATER = [new Date(Date.UTC(2300, 0, 1, 12))];

const isDated = ({ kind }: Window) => kind === "before" || kind === "after" || kind === "on" || kind === "between" || kind === "outside";

export function overlap(one: Window, other: Window): boolean {
  const instants = isDated(one) || isDated(other) ? LATER : INSTANTS;
  const [ofOne, ofOther] = [stretchesOf(one), stretchesOf(other)];
  return instants.some((now) => ofOne(now).some((a) => ofOther(now).some((b) => meet(a, b))));
}

const meet = (a: Bounds, b: Bounds) => begins(a) < ends(b) && begins(b) < ends(a);
const begins = ({ from }: Bounds) => from ?? -Infinity;
const ends = ({ to }: Bounds) => to ?? Infinity;

/** From each instant on: the stretches of time that belong to the window. */
function stretchesOf(window: Window): (now: Date) => Bounds[] {
  if (!isPlain(window)) return (now) => [{ from: now.getTime(), to: null }];
  const scattered = scatter(window, ZONE);
  if (scattered === null) return (now) => [bounds(window, { now, zone: ZONE })];
  const borders = scattered.isOpen ? [null, ...scattered.borders, null] : scattered.borders;
  const stretches = borders.flatMap((from, at) => (at % 2 === 0 ? [{ from, to: borders[at + 1] ?? null }] : []));
  return () => stretches;
}
