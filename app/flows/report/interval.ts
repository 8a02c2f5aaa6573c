// How sure a difference between two groups is: Newcombe's interval (1998, method 10) for shares, built of Wilson's for each,
// and Welch's for what people spent. Where too few people are behind it, there is no interval but "not enough data".

/** Of people in each group, and of those who did it in both together: below, an interval says nothing anyone should act on. */
export const PEOPLE_MIN = 100;
export const DID_MIN = 10;

const Z95 = 1.959963984540054;
const Z90 = 1.6448536269514722;

export type Share = { people: number; did: number };
/** `sum` and `squares` of what each person came to; of those who spent nothing it is nought. */
export type Spent = { people: number; did: number; sum: number; squares: number };

/** Of the whole: `by` 0.02 is two points in a hundred. decided: the interval leaves out nought, at 95% or at 90%. */
export type Difference = { by: number; low: number; high: number; is: "decided95" | "decided90" | "directional" };

export function wilson({ people, did }: Share, z = Z95): { low: number; high: number } {
  const share = did / people;
  const middle = share + z ** 2 / (2 * people);
  const width = z * Math.sqrt((share * (1 - share)) / people + z ** 2 / (4 * people ** 2));
  const all = 1 + z ** 2 / people;
  return { low: Math.max(0, (middle - width) / all), high: Math.min(1, (middle + width) / all) };
}

export function newcombe(one: Share, other: Share, z = Z95): { by: number; low: number; high: number } {
  const [p1, p2] = [one.did / one.people, other.did / other.people];
  const [w1, w2] = [wilson(one, z), wilson(other, z)];
  return { by: p1 - p2, low: p1 - p2 - Math.hypot(p1 - w1.low, w2.high - p2), high: p1 - p2 + Math.hypot(w1.high - p1, p2 - w2.low) };
}

/** Groups of a hundred and more: the normal's ends stand for Student's. */
export function welch(one: Spent, other: Spent, z = Z95): { by: number; low: number; high: number } {
  const by = one.sum / one.people - other.sum / other.people;
  const width = z * Math.sqrt(errorOf(one) + errorOf(other));
  return { by, low: by - width, high: by + width };
}

const errorOf = ({ people, sum, squares }: Spent): number => Math.max(0, squares - sum ** 2 / people) / (people - 1) / people;

const isEnough = (one: Share, other: Share): boolean => one.people >= PEOPLE_MIN && other.people >= PEOPLE_MIN && one.did + other.did >= DID_MIN;

const leavesOutNought = ({ low, high }: { low: number; high: number }): boolean => low > 0 || high < 0;

function judged(at: (z: number) => { by: number; low: number; high: number }): Difference {
  const whole = at(Z95);
  return { ...whole, is: leavesOutNought(whole) ? "decided95" : leavesOutNought(at(Z90)) ? "decided90" : "directional" };
}

/** Null: not enough data. */
export const shareDifference = (one: Share, other: Share): Difference | null => (isEnough(one, other) ? judged((z) => newcombe(one, other, z)) : null);

/** Null: not enough data. */
export const spentDifference = (one: Spent, other: Spent): Difference | null => (isEnough(one, other) ? judged((z) => welch(one, other, z)) : null);
