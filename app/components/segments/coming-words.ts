// What the picture of the days ahead says in one sentence.
import { formatPeople } from "../format.ts";

type Moved = { entering: number; leaving: number };

/** Where nobody does, there is nothing to list. */
export const doesAnybodyMove = (movements: Moved[]): boolean => movements.some(({ entering, leaving }) => entering + leaving > 0);

export function comingSummary(movements: Moved[], days: number): string {
  const [entering, leaving] = [movements.reduce((sum, day) => sum + day.entering, 0), movements.reduce((sum, day) => sum + day.leaving, 0)];
  const span = `If nothing happens in the next ${days} days`;
  if (!doesAnybodyMove(movements)) return `${span}, nobody enters and nobody leaves: time alone changes nothing here.`;
  const will = (count: number, verb: string) => (count === 0 ? `nobody ${verb}s` : `${formatPeople(count)} ${count === 1 ? `${verb}s` : verb}`);
  return `${span}, ${will(entering, "enter")} and ${will(leaving, "leave")}. Who enters or leaves twice is counted twice.`;
}
