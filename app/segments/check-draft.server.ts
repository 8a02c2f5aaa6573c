// A definition from outside, held against the shop it is for: its fields, its segments, its lists. Whoever
// counts, draws or saves a draft asks here, so that nothing is counted that could not be saved.
import type { SegmentId, ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import type { World } from "../lib/world.ts";
import { heldLists } from "../lists/rows.server.ts";
import { checkDefinition, flowsOf, listsOf } from "./check.ts";
import { type Definition, readDefinition } from "./definition.ts";
import { everPublished } from "./flow-rows.server.ts";
import { mappedFor } from "./metafield-rows.server.ts";
import { type KnownSegment, knownSegments } from "./save-rows.server.ts";

/** `self` is the segment it is for, null for a new one. `known` where the shop's segments are read already. */
export async function checkDraft(world: World, shop: ShopId, self: SegmentId | null, json: unknown, known?: readonly KnownSegment[]): Promise<{ definition: Definition } | { problems: Problem[] }> {
  const read = readDefinition(json);
  if ("problems" in read) return read;
  const { definition } = read;
  const segments = new Map<number, number[]>((known ?? (await knownSegments(world, shop))).map(({ segmentId, uses }) => [segmentId, uses]));
  const mapped = await mappedFor(world, shop, definition);
  const lists = await heldLists(world, shop, listsOf(definition));
  const flows = await everPublished(world, shop, flowsOf(definition).flows);
  const problems = checkDefinition(definition, { segments, mapped, lists, flows, ...(self !== null && { self }) });
  return problems.length > 0 ? { problems } : { definition };
}
