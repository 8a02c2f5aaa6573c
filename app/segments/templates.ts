// Segments to begin with: three are there from the start, the others are offered in the gallery. Amounts
// are in the shop's currency and meant to be edited.
import { invariant } from "#app/lib/invariant.ts";
import type { Definition } from "./definition.ts";
import { BUYING } from "./templates/buying.ts";
import { DOING } from "./templates/doing.ts";
import { LIFECYCLES, PEOPLE, STARTERS } from "./templates/people.ts";
import { PREDICTIONS } from "./templates/predicted.ts";
import type { Template } from "./templates/template.ts";
import { parse } from "./text.ts";
import { quote } from "./text/lex.ts";

export { STARTERS };
export const TEMPLATES: readonly Template[] = [...STARTERS, ...LIFECYCLES, ...BUYING, ...PEOPLE, ...DOING, ...PREDICTIONS];

/** What a shop has most of, most frequent first. A collection is its id; its name is in `titles`. */
export type ShopValues = { type: readonly string[]; region: readonly string[]; collection: readonly string[]; titles: ReadonlyMap<string, string> };
export const NO_VALUES: ShopValues = { type: [], region: [], collection: [], titles: new Map() };

/** Null: the shop lacks something the question is about. */
export type Filled = { name: string; definition: Definition | null; lacks: string | null };

export function fill(template: Template, values: ShopValues): Filled {
  const lacks = lackingValue(template.text, values);
  if (lacks !== null) return { name: generic(template.name), definition: null, lacks };
  const read = parse(template.text.replaceAll(SLOT, (_, kind: Kind, place: string) => quote(values[kind][Number(place) - 1] ?? "").slice(1, -1)));
  invariant("definition" in read, `the template "${template.key}" can be read`);
  return { name: named(template.name, values), definition: read.definition, lacks: null };
}

/** Of a template that needs nothing of the shop's own. */
export function templateDefinition(template: Template): Definition {
  const { definition } = fill(template, NO_VALUES);
  invariant(definition, `the template "${template.key}" stands by itself`);
  return definition;
}

type Kind = "type" | "region" | "collection";
const SLOT = /\$(type|region|collection)([1-9])/g;
const LACKING: Record<Kind, [none: string, few: string]> = {
  type: ["Your products have no types yet.", "Your products have fewer types than this asks for."],
  region: ["No region of your customers is known yet.", "Your customers live in fewer regions than this asks for."],
  collection: ["You have no collections yet.", "You have fewer collections than this asks for."],
};

function lackingValue(text: string, values: ShopValues): string | null {
  for (const [, kind, place] of text.matchAll(SLOT)) {
    const have = values[kind as Kind].length;
    if (have < Number(place)) return LACKING[kind as Kind][have === 0 ? 0 : 1];
  }
  return null;
}

function named(name: string, { titles, ...values }: ShopValues): string {
  return name.replaceAll(SLOT, (_, kind: Kind, place: string) => {
    const value = values[kind][Number(place) - 1] ?? "";
    return titles.get(value) ?? value;
  });
}

const GENERIC: Record<Kind, string> = { type: "a product type", region: "a region", collection: "a collection" };
const generic = (name: string) => name.replaceAll(SLOT, (_, kind: Kind, place: string) => (place === "1" ? GENERIC[kind] : GENERIC[kind].replace("a ", "another ")));
