// What a bench says of one thing: how long, how many, and how that compares with a stated reference of
// the same run. Times are in milliseconds.

export type Measured = {
  bench: string;
  what: string;
  size: string;
  medianMs: number;
  p99Ms: number;
  runs: number;
  rows?: number;
  rowsPerSecond?: number;
  reference?: { what: string; medianMs: number };
  ratio?: number;
  note?: string;
};

export async function times(runs: number, run: (index: number) => Promise<unknown>, before: (index: number) => Promise<unknown> = async () => {}): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < runs; index++) {
    await before(index);
    const from = performance.now();
    await run(index);
    taken.push(performance.now() - from);
  }
  return taken.sort((a, b) => a - b);
}

/** Of sorted numbers. */
export const quantile = (sorted: number[], q: number) => sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0;
export const median = (sorted: number[]) => quantile(sorted, 0.5);

export const rounded = (ms: number) => Number(ms.toPrecision(3));

export function measured(bench: string, size: string, what: string, sorted: number[], more: Partial<Measured> = {}): Measured {
  const medianMs = rounded(median(sorted));
  return {
    bench, size, what, medianMs, p99Ms: rounded(quantile(sorted, 0.99)), runs: sorted.length,
    ...(more.rows !== undefined && { rowsPerSecond: Math.round(more.rows / (medianMs / 1000)) }),
    ...(more.reference && { ratio: rounded(medianMs / more.reference.medianMs) }), ...more,
  };
}
