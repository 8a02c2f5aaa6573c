// What kind of shop a life is of, by a chance of its own: what other lives do does not depend on it.
import { chanceFrom } from "#sandbox/chance.ts";

export type Kind = {
  /** Its history is imported, at once or while flows are live, and every night what webhooks lost. */
  isImported: boolean;
  /** A platform keeps some of its segments. */
  isElsewhere: boolean;
};

export function kindOf(seed: number, n: number): Kind {
  const chance = chanceFrom(`${seed}/shop/${n}/kind`);
  return { isImported: chance.happens(0.4), isElsewhere: chance.happens(0.4) };
}
