// A definition's sentence with the names of what it points at: products, collections, other segments.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { askOf } from "./ask-rows.server.ts";
import { type Definition, readDefinition } from "./definition.ts";
import { describe, type Names } from "./describe.ts";
import { noted, type Noted } from "./noted.ts";
import { type Picked, pickedLabels } from "./picker-rows.server.ts";

/** Whose value is a number that nobody knows by heart. */
const NAMED: readonly Picked[] = ["product", "variant", "collection", "segment", "list", "column", "flow"];

export async function sentenceOf(world: World, shop: ShopId, definition: Definition): Promise<string> {
  const { currency } = await askOf(world, shop);
  return describe(definition, { names: await namesIn(world, shop, definition), currency });
}

/** Empty where the question cannot be read any more. */
export async function notedOf(world: World, shop: ShopId, stored: unknown): Promise<Noted[]> {
  const read = readDefinition(stored);
  if ("problems" in read) return [];
  const { currency } = await askOf(world, shop);
  return noted(read.definition, { names: await namesIn(world, shop, read.definition), currency });
}

/** Reads just the names that the sentence asks for. */
export async function namesIn(world: World, shop: ShopId, definition: Definition): Promise<Names> {
  const asked = new Map<string, Set<string>>();
  const note: Names = (kind, id) => {
    asked.set(kind, (asked.get(kind) ?? new Set()).add(id));
    return null;
  };
  describe(definition, { names: note, currency: "USD" });
  const labels = new Map<string, string>();
  for (const picked of NAMED) {
    const values = [...(asked.get(picked) ?? [])];
    if (values.length === 0) continue;
    for (const { value, label } of await pickedLabels(world, shop, picked, values)) labels.set(`${picked}/${value}`, label);
  }
  return (kind, id) => labels.get(`${kind}/${id}`) ?? null;
}
