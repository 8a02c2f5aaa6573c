// The flows that a merchant can begin with.
import { invariant } from "../lib/invariant.ts";
import type { FlowDefinition } from "./definition.ts";
import { EXPERIMENTS } from "./seeds/experiments.ts";
import { ORDERS } from "./seeds/orders.ts";
import { SCORES } from "./seeds/scores.ts";
import { VISITS } from "./seeds/visits.ts";
import type { Seed } from "./seeds/seed.ts";
import { parse } from "./text.ts";

export type { Seed } from "./seeds/seed.ts";

export const SEEDS: readonly Seed[] = [...ORDERS, ...SCORES, ...VISITS, ...EXPERIMENTS];

const FIRST = /^step ([a-z][a-z0-9-]*) /m;

/** `type`: a product type of the shop's. The first step that is written is the first that runs. */
export function seedFlow({ key, text }: Seed, type = "Skin care"): FlowDefinition {
  const whole = `${text.replaceAll("$type", type.replace(/[\\"]/g, "\\$&"))}\nfirst ${FIRST.exec(text)?.[1] ?? ""}`;
  const read = parse(whole);
  invariant("definition" in read, `the seed “${key}” can be read: ${JSON.stringify(read)}`);
  return read.definition;
}
