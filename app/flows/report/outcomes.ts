// With texts against without: who reached which goal, who ordered, and what for.
import { aboutMs } from "../span.ts";
import { days } from "../../lib/time.ts";
import { type Difference, type Share, shareDifference, type Spent, spentDifference } from "./interval.ts";
import { definitionOf, type Known } from "./known.ts";

/** Of a flow without a goal that is an order. */
export const ORDER_DAYS = 30;

/** Orders count so many days after entering: the longest that a goal gives them. */
export function orderDaysOf(versions: Known["versions"]): number {
  const spans = versions.flatMap(({ definition }) => definition.goals.flatMap(({ on, since, within }) => (on.event === "order" && since === "entry" ? [aboutMs(within)] : [])));
  return spans.length === 0 ? ORDER_DAYS : Math.ceil(Math.max(...spans) / days(1));
}

export type Goals = { label: string; texts: Share; control: Share; difference: Difference | null }[];

/** `people`: who entered. */
const peopleOf = ({ people }: Pick<Known, "people">, isControl: boolean): number => people.find(({ control }) => control === isControl)?.people ?? 0;

export function goalsOf(known: Known): Goals {
  const labels = [...new Set(known.versions.flatMap(({ definition }) => definition.goals.map(({ label }) => label)))];
  return labels.map((label) => {
    const share = (isControl: boolean): Share => ({
      people: peopleOf(known, isControl),
      did: known.reached.reduce((sum, { version, control, goal, people }) => (control === isControl && definitionOf(known, version)?.goals[goal]?.label === label ? sum + people : sum), 0),
    });
    const [texts, control] = [share(false), share(true)];
    return { label, texts, control, difference: shareDifference(texts, control) };
  });
}

export type OrderFigures = Spent & { orders: number; refunded: number; discount: number };
export type Ordered = { days: number; texts: OrderFigures; control: OrderFigures; /** In orderers. */ difference: Difference | null; /** In what each spent. */ spent: Difference | null; /** Before any text had gone. */ untouched: number };

export function orderedOf(known: Known): Ordered {
  const figures = (isControl: boolean): OrderFigures => {
    const all = known.ordered.find(({ control, isAll }) => isAll && control === isControl);
    return { people: peopleOf(known, isControl), did: all?.people ?? 0, sum: all?.minor ?? 0, squares: all?.squares ?? 0, orders: all?.orders ?? 0, refunded: all?.refunded ?? 0, discount: all?.discount ?? 0 };
  };
  const [texts, control] = [figures(false), figures(true)];
  const untouched = known.ordered.find((each) => !each.isAll && !each.control && each.step === null)?.orders ?? 0;
  return { days: known.orderDays, texts, control, difference: shareDifference(texts, control), spent: spentDifference(texts, control), untouched };
}
