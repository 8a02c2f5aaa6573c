// Which of several is meant, as a merchant chooses it: the first, the last, a number from either end. The
// same k can be said in two ways (the first is also "number 1"), so what was chosen is kept while it fits.

export const KTHS = [["1", "The first"], ["-1", "The last"], ["k", "The number …"], ["-k", "Counted back, the number …"]] as const;
export type Kth = (typeof KTHS)[number][0];

export const kOf: Record<Kth, number> = { "1": 1, "-1": -1, k: 2, "-k": -2 };

/** The usual way to say k; a number that is not typed yet (NaN) is a number. */
const usualKth = (k: number): Kth => (k === 1 ? "1" : k === -1 ? "-1" : k < 0 ? "-k" : "k");

/** How k is said where `held` was chosen before: so typing 12 goes over 1 and stays a number. */
export function kthOf(k: number, held?: Kth): Kth {
  const isSaid = held === "k" ? !(k < 0) : held === "-k" ? !(k > 0) : held !== undefined && kOf[held] === k;
  return held !== undefined && isSaid ? held : usualKth(k);
}
