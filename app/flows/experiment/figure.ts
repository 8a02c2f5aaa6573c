// What the people of one arm came to, each once, by the metric of the experiment.
import { z } from "zod";
import type { Metric } from "../step.ts";

const Sum = z.number();

/** `did`: who clicked, ordered, … at all. `sum` and `squares`: of what each of them spent, in minor units; of other metrics nought. */
export const Figure = z.object({ people: z.int().min(0), did: z.int().min(0), sum: Sum, squares: Sum });
export type Figure = z.infer<typeof Figure>;

export const NOBODY: Figure = { people: 0, did: 0, sum: 0, squares: 0 };

export const added = (one: Figure, more: Figure): Figure => ({ people: one.people + more.people, did: one.did + more.did, sum: one.sum + more.sum, squares: one.squares + more.squares });

/** Of each person: a share, or minor units. */
export const meanOf = ({ people, did, sum }: Figure, metric: Metric): number => (people === 0 ? 0 : (metric === "revenue" ? sum : did) / people);

/**
 * How much one person differs from another. Of a share with one more who did it and one who did not (Agresti and Caffo, The
 * American Statistician 54, 2000): nobody of a hundred is not surely nobody.
 */
export function varianceOf({ people, did, sum, squares }: Figure, metric: Metric): number {
  if (metric === "revenue") return people < 2 ? 0 : Math.max(0, squares - sum ** 2 / people) / (people - 1);
  const share = (did + 1) / (people + 2);
  return share * (1 - share);
}
