// The templates as this shop can use them: with its own product types, regions and collections in them,
// their sentences, and what is missing where one cannot be answered here.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { askOf } from "./ask-rows.server.ts";
import type { Definition } from "./definition.ts";
import { describe } from "./describe.ts";
import { customerField } from "./fields.ts";
import type { GalleryLine } from "./gallery.ts";
import { knowsBirthDates, knowsVariants } from "./gallery-rows.server.ts";
import { type Has, lacking } from "./lacking.ts";
import { pickValues } from "./picker-rows.server.ts";
import { knownSegments } from "./save-rows.server.ts";
import { createSegment, type Saved } from "./save.server.ts";
import { namesIn } from "./sentence.server.ts";
import { type Filled, fill, type ShopValues, TEMPLATES } from "./templates.ts";

const SLOTS = 9;

export async function galleryOf(world: World, shop: ShopId): Promise<GalleryLine[]> {
  const { covers = {}, currency } = await askOf(world, shop);
  const [values, birthDates, variants] = await Promise.all([valuesOf(world, shop), knowsBirthDates(world, shop), knowsVariants(world, shop)]);
  const has: Has = { covers, birthDates, variants };
  const lines: GalleryLine[] = [];
  for (const template of TEMPLATES) {
    const { name, definition, lacks } = fill(template, values);
    const sentence = definition ? describe(definition, { names: await namesIn(world, shop, definition), currency }) : "";
    const meaning = definition ? meaningOf(definition) : "";
    const all = [...(lacks === null ? [] : [lacks]), ...(definition ? lacking(definition, has) : [])];
    lines.push({ key: template.key, name, group: template.group, sentence, meaning, lacks: all, isWritten: definition !== null });
  }
  return lines;
}

function meaningOf({ node }: Definition): string {
  const field = node.kind === "attr" ? customerField(node.field) : null;
  return node.kind === "attr" && (field?.type === "derived" || field?.type === "score") ? field.says(node.with) : "";
}

/** Null: there is no such template, or nothing to ask in this shop. */
export async function filledTemplate(world: World, shop: ShopId, key: string | null): Promise<(Filled & { definition: Definition }) | null> {
  const template = TEMPLATES.find((each) => each.key === key);
  if (!template) return null;
  const filled = fill(template, await valuesOf(world, shop));
  return filled.definition ? { ...filled, definition: filled.definition } : null;
}

/** Saved as it stands, under a name that is free. */
export async function useTemplate(world: World, shop: ShopId, key: string): Promise<Saved | null> {
  const found = await filledTemplate(world, shop, key);
  if (!found) return null;
  const taken = new Set((await knownSegments(world, shop)).map(({ name }) => name.toLowerCase()));
  return createSegment(world, shop, { name: freeName(found.name, taken), definition: found.definition });
}

export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(free.toLowerCase())) return free;
  }
}

async function valuesOf(world: World, shop: ShopId): Promise<ShopValues> {
  const [types, regions, collections] = await Promise.all((["productType", "region", "collection"] as const).map((picked) => pickValues(world, shop, picked)));
  const first = (picks: typeof types) => (picks ?? []).slice(0, SLOTS).map(({ value }) => value);
  return { type: first(types), region: first(regions), collection: first(collections), titles: new Map((collections ?? []).map(({ value, label }) => [value, label])) };
}
