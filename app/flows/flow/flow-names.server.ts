// What the sentences about a flow call the things that it points at: products, collections, segments, lists, by their names.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { askOf } from "../../segments/ask-rows.server.ts";
import type { Names } from "../../segments/describe.ts";
import { type Picked, pickedLabels } from "../../segments/picker-rows.server.ts";
import type { FlowDefinition } from "../definition.ts";
import { describeFlow } from "../describe.ts";
import type { Names as Told } from "../describe/words.ts";

const NAMED: readonly Picked[] = ["product", "variant", "collection", "segment", "list"];

/** For any of these definitions; asks for just what their sentences name. */
export async function flowNames(world: World, shop: ShopId, definitions: readonly FlowDefinition[]): Promise<Told> {
  const asked = new Map<string, Set<string>>();
  const note: Names = (kind, id) => {
    asked.set(kind, (asked.get(kind) ?? new Set()).add(id));
    return null;
  };
  for (const definition of definitions) describeFlow(definition, { names: note, currency: "USD" });
  const labels = new Map<string, string>();
  for (const picked of NAMED) {
    const values = [...(asked.get(picked) ?? [])];
    if (values.length === 0) continue;
    for (const { value, label } of await pickedLabels(world, shop, picked, values)) labels.set(`${picked}/${value}`, label);
  }
  return { names: (kind, id) => labels.get(`${kind}/${id}`) ?? null, currency: (await askOf(world, shop)).currency };
}
