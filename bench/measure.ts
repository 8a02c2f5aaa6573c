// What a bench says of one thing: how long, how many, and how that compares with a stated reference of
// the same run. Times are in milliseconds. Each line is printed when it is there: a long bench that is stopped has
// said something.

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

type Turn = { run: (index: number) => Promise<unknown>; before?: (index: number) => Promise<unknown> };

export async function times(runs: number, run: Turn["run"], before?: Turn["before"]): Promise<number[]> {
  const [taken = []] = await inTurn(runs, [before ? { run, before } : { run }]);
  return taken;
}

/** By turns, so that a machine that is busy for a while is busy for all of them. */
export async function inTurn(runs: number, turns: Turn[]): Promise<number[][]> {
  const taken = turns.map((): number[] => []);
  for (let index = 0; index < runs; index++) {
    for (const [at, { run, before }] of turns.entries()) {
      await before?.(index);
      const from = performance.now();
      await run(index);
      taken[at]?.push(performance.now() - from);
    }
  }
  return taken.map((each) => each.sort((a, b) => a - b));
}

/** Of sorted numbers. */
export const quantile = (sorted: number[], q: number) => sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0;
export const median = (sorted: number[]) => quantile(sorted, 0.5);

export const rounded = (ms: number) => Number(ms.toPrecision(3));

export function measured(bench: string, size: string, what: string, sorted: number[], more: Partial<Measured> = {}): Measured {
  const medianMs = rounded(median(sorted));
  const all: Measured = {
    bench, size, what, medianMs, p99Ms: rounded(quantile(sorted, 0.99)), runs: sorted.length,
    ...(more.rows !== undefined && { rowsPerSecond: Math.round(more.rows / (medianMs / 1000)) }),
    ...(more.reference && { ratio: rounded(medianMs / more.reference.medianMs) }), ...more,
  };
  console.log([`${bench}: ${what}`, `${medianMs} ms`, `p99 ${all.p99Ms}`, ...(all.ratio === undefined ? [] : [`ratio ${all.ratio}`]), ...(more.note === undefined ? [] : [more.note])].join("  "));
  return all;
}
