// Why a customer is in a segment or not: what each condition saw of them, and when that will change.
import type { CustomerId, SegmentId, ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { askOf } from "./ask-rows.server.ts";
import { type Definition, readDefinition } from "./definition.ts";
import { readPerson } from "./facts.server.ts";
import { type Answer, match } from "./match.ts";
import { type PinOf, pinsOf } from "./pin-rows.server.ts";
import { type Smallest, smallestFor } from "./smallest-change.ts";
import { explainable } from "./why-rows.server.ts";

export type Why = {
  segmentId: SegmentId;
  name: string;
  definition: Definition;
  answer: Answer;
  /** As the roads have written it; it may be a moment behind the answer. */
  isMember: boolean;
  enteredAt: Date | null;
  /** How often they have entered so far. */
  stays: number;
  /** What the merchant decided by hand; it beats the answer. */
  pin: PinOf | null;
  /** What would flip the answer. */
  smallest: Smallest;
};

/** Of one segment, or of every one that is not parked, by name. Empty where there is no such customer. */
export async function why(world: World, shop: ShopId, customer: CustomerId, segment: SegmentId | null = null): Promise<Why[]> {
  const person = await readPerson(world, shop, customer);
  if (!person) return [];
  const ask = await askOf(world, shop);
  const pins = await pinsOf(world, shop, customer);
  return (await explainable(world, shop, segment)).flatMap(({ segmentId, name, definition: stored }) => {
    const read = readDefinition(stored);
    if (!("definition" in read)) return [];
    const stays = person.stays.filter((stay) => stay.segmentId === segmentId);
    const open = stays.find((stay) => stay.leftAt === null);
    const answer = match(read.definition, person, ask);
    return [{ segmentId, name, definition: read.definition, answer, isMember: open !== undefined, enteredAt: open?.enteredAt ?? null, stays: stays.length, pin: pins.find((each) => each.segmentId === segmentId) ?? null, smallest: smallestFor(read.definition, answer, person, ask) }];
  });
}
