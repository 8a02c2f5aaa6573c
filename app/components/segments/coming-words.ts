// What the picture of the days ahead says in one sentence.
import { formatPeople } from "../format.ts";

export function comingSummary(movements: { entering: number; leaving: number }[], days: number): string {
  const [entering, leaving] = [movements.reduce((sum, day) => sum + day.entering, 0), movements.reduce((sum, day) => sum + day.leaving, 0)];
  const span = `If nothing happens in the next ${days} days`;
  if (entering === 0 && leaving === 0) return `${span}, nobody enters and nobody leaves: time alone changes nothing here.`;
  const will = (count: number, verb: string) => (count === 0 ? `nobody ${verb}s` : `${formatPeople(count)} ${count === 1 ? `${verb}s` : verb}`);
  return `${span}, ${will(entering, "enter")} and ${will(leaving, "leave")}. Who enters or leaves twice is counted twice.`;
}
