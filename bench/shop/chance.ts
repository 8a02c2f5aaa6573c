// Seeded chance (sfc32) and the distributions a shop is made of. The same seed is the same shop on
// every machine.

export type Chance = () => number;

export function chance(seed: number): Chance {
  let a = 0x9e3779b9, b = 0x243f6a88, c = 0xb7e15162, d = seed | 0;
  const next = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 15; warm++) next();
  return next;
}

export function normal(random: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export const exponential = (random: Chance) => -Math.log(1 - random());

/** Marsaglia and Tsang; shapes under 1 by Johnk's lift. */
export function gamma(random: Chance, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

export function beta(random: Chance, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}

export function poisson(random: Chance, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

/** Draws 0 … n-1, the k-th with weight 1/(k+1). */
export function zipf(n: number): (random: Chance) => number {
  const sums = new Float64Array(n);
  let total = 0;
  for (let k = 0; k < n; k++) sums[k] = total += 1 / (k + 1);
  return (random) => {
    const wanted = random() * total;
    let low = 0, high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
