// Our own bugs are thrown, and nothing between here and the pump runner (or Remix's boundary)
// catches them.

export function invariant(truth: unknown, claim: string): asserts truth {
  if (!truth) throw new Error(`Invariant broken: ${claim}`);
}
