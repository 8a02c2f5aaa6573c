// Klaviyo's profile properties and our fields. A custom property is a metafield that the shop has
// mapped, where one is called the same.
import { invariant } from "#app/lib/invariant.ts";
import type { CustomerField } from "../field.ts";
import { customerField, type MappedFields, metafieldKey, metafieldName } from "../fields.ts";
import { became, cannot, type Known, type Mapped } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { keyOf, PROFILE_PROPERTIES } from "./table.ts";

const CUSTOM = /^properties\['(.+)'\]$/s;

const folded = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, "_");
const lastPart = (name: string) => name.slice(name.indexOf(".") + 1);

/** By its whole name, or by what follows the namespace, where only one is called so. */
function metafieldCalled(property: string, mapped: MappedFields): string | null {
  const names = Object.keys(mapped);
  const whole = names.filter((name) => folded(name) === folded(property));
  const found = whole.length > 0 ? whole : names.filter((name) => folded(lastPart(name)) === folded(property));
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : null;
}

export function fieldOfProperty(property: string, { mapped }: Known): Mapped<CustomerField> {
  const key = Object.hasOwn(PROFILE_PROPERTIES, property) ? PROFILE_PROPERTIES[property] : undefined;
  if (key !== undefined) return became(plainField(key));
  const [, custom] = CUSTOM.exec(property) ?? [];
  if (custom === undefined) return cannot(`“${property}” is kept by Klaviyo alone.`);
  const name = metafieldCalled(custom, mapped);
  const type = name === null ? undefined : mapped[name];
  if (name === null || type === undefined) return cannot(`No metafield that Segue reads is called “${custom}”. Add it in Settings, under “What Segue reads of your customers”, then read the definition again.`);
  return became(plainField(metafieldKey(type, name)), NOTES.metafield(name));
}

/** Null: Klaviyo has no such property. */
export function propertyOf(key: string, { mapped }: Known): string | null {
  const plain = keyOf(PROFILE_PROPERTIES, key);
  if (plain !== null) return plain;
  const metafield = metafieldName(key);
  if (metafield === null || mapped[metafield.name] !== metafield.type) return null;
  const name = [lastPart(metafield.name), metafield.name].find((each) => metafieldCalled(each, mapped) === metafield.name && !Object.hasOwn(PROFILE_PROPERTIES, `properties['${each}']`));
  return name === undefined ? null : `properties['${name}']`;
}

function plainField(key: string): CustomerField {
  const field = customerField(key);
  invariant(field !== null && field.type !== "derived" && field.type !== "score", `the table names no field "${key}"`);
  return field;
}
