// How many are kept from a text for each reason, the most frequent first.

export const mostFirst = (counts: Readonly<Record<string, number>>): [reason: string, count: number][] =>
  Object.entries(counts).filter(([, count]) => count > 0).toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
