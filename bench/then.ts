// What going back in time costs: the sixteen definitions as of a day a year ago, and the size of a few of them
// on 57 days, a week apart.
import type { ShopId } from "#app/lib/ids.ts";
import { dayOf, dayText } from "#app/segments/calendar.ts";
import type { Definition } from "#app/segments/definition.ts";
import { sizesOn } from "#app/segments/then.server.ts";
import { measured, type Measured, times } from "./measure.ts";
import { QUESTIONS } from "./segments-questions.ts";
import { END, type Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const RUNS: Record<Size, number> = { S: 5, M: 3, L: 1 };
const WEEKS = 57;
const CHARTED = ["D2", "D4", "D8", "D16"];

export async function thenBench(world: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  world.clock.set(new Date(END));
  const today = dayOf(world.now().getTime(), "UTC");
  const on = async (definition: Definition, days: string[]) => {
    // A moving clock would end an answer after two seconds; this one stands still, so all points are in the first.
    const found = await sizesOn(world, shop, { segment: null, definition, today: true }, days);
    if ("problems" in found) throw new Error(found.problems[0]?.message);
  };
  const all: Measured[] = [];
  for (const { id, title, node } of QUESTIONS) all.push(measured("a year ago", size, `${id} ${title}`, await times(RUNS[size], () => on({ version: 1, node }, [dayText(today - 365)]))));
  const weeks = Array.from({ length: WEEKS }, (_, index) => dayText(today - 7 * index));
  for (const { id, title, node } of QUESTIONS.filter(({ id }) => CHARTED.includes(id))) all.push(measured("size over time", size, `${id} ${title}`, await times(1, () => on({ version: 1, node }, weeks)), { note: `${WEEKS} points` }));
  return all;
}
