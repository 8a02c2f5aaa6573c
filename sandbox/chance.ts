// Chance from a seed: the same seed draws the same numbers on every machine.

export type Chance = {
  /** 0 ≤ x < 1. */
  real(): number;
  /** from ≤ n ≤ to. */
  whole(from: number, to: number): number;
  pick<Item>(items: readonly Item[]): Item;
  happens(share: number): boolean;
};

export function chanceFrom(seed: number | string): Chance {
  let state = typeof seed === "number" ? seed >>> 0 : hash(seed);
  // mulberry32, by Tommy Ettinger, in the public domain.
  const real = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    real,
    whole: (from, to) => from + Math.floor(real() * (to - from + 1)),
    happens: (share) => real() < share,
    pick(items) {
      const item = items[Math.floor(real() * items.length)];
      if (item === undefined) throw new RangeError("There is nothing to pick from.");
      return item;
    },
  };
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}
