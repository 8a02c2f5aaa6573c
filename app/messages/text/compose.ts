// The one road from a template to the text that goes out: rendered for one person, addresses made short, the words added
// that must stand in it, smart encoding where the merchant wants it. Preview, cost and sending all take it, so what was
// shown is what is sent; only the short links differ, and are as long.
import type { ShopId } from "../../lib/ids.ts";
import { isShortLink, sampleLink, withShortLinks } from "../links/in-text.ts";
import { type Parts, partsOf, TEXT_MAX } from "./parts.ts";
import { render } from "./render.ts";
import { type Replaced, smarten } from "./smart.ts";
import type { Manner } from "./spell.ts";
import type { Template } from "./template.ts";
import type { Values } from "./variables.ts";
import { type Added, type Asked, withRequiredWords } from "./wording.ts";

export type Sender = {
  shop: ShopId;
  linkHost: string;
  /** Null for texts that are no promotion: nothing is added to them. */
  required: Omit<Asked, "due"> | null;
  smart: boolean;
};

export type Composed = {
  text: string;
  parts: Parts;
  added: Added[];
  replaced: Replaced[];
  /** Why it cannot go out: nothing is said to this person, or more than providers take. */
  unfit: "empty" | "long" | null;
};

/** `shortOf`: null in a preview. */
export type Person = { values: Values; manner: Manner; due: Asked["due"]; shortOf: ((url: string) => string | null) | null };

export function compose(template: Template, person: Person, sender: Sender): Composed {
  const said = render(template, person.values, person.manner).trim();
  const { shop, linkHost } = sender;
  const linked = withShortLinks(said, (url) => (isShortLink(url, linkHost) ? null : person.shortOf ? person.shortOf(url) : sampleLink(linkHost, shop)));
  const { text: whole, added } = sender.required && said !== "" ? withRequiredWords(linked, { ...sender.required, due: person.due }) : { text: linked, added: [] };
  const { text, replaced, after } = sender.smart ? smarten(whole) : { text: whole, replaced: [], after: partsOf(whole) };
  return { text, parts: after, added, replaced, unfit: said === "" ? "empty" : text.length > TEXT_MAX ? "long" : null };
}
