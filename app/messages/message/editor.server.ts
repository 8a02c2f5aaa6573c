// What the screens of messages show and choose from.
import { invariant } from "../../lib/invariant.ts";
import type { ShopId } from "../../lib/ids.ts";
import { NAME_MAX } from "../../lib/name.ts";
import { cut } from "../../lib/whole-text.ts";
import type { World } from "../../lib/world.ts";
import { listSegments } from "../../segments/screen-rows.server.ts";
import { searchCustomers } from "../../segments/search-rows.server.ts";
import { savingWords } from "../coupons/coupon.ts";
import { type ExampleShop, exampleText } from "./example-text.ts";
import { linkHostOf } from "../links/in-text.ts";
import { aroundMessages } from "./message.server.ts";
import { EMPTY_MESSAGE, kindOf, type MessageDraft } from "./message.ts";
import { listMessages, readMessage } from "./message-rows.server.ts";
import { isLanguage, starterDraft, STARTERS } from "./starters.ts";
import type { Language } from "../text/wording.ts";
import { shopFacts } from "./values.server.ts";

const PEOPLE_SHOWN = 10;

export async function messageLines(world: World, shop: ShopId) {
  const [example, messages, now] = [await exampleShop(world, shop), await listMessages(world, shop), world.now()];
  return messages.map(({ messageId, name, definition, users, changedAt }) => {
    const shown = exampleText(example, definition, now);
    return { messageId, name, kind: kindOf(definition), language: definition.language, text: shown?.text ?? definition.text, parts: shown?.parts.parts ?? null, users, changedAt };
  });
}

/** Each as an example customer would get it, by language. */
export async function shownStarters(world: World, shop: ShopId) {
  const [example, now] = [await exampleShop(world, shop), world.now()];
  return STARTERS.map(({ key, name, meaning, scope, texts }) => {
    const said = (language: Language) => exampleText(example, { ...EMPTY_MESSAGE, scope, language, text: texts[language] }, now)?.text ?? "";
    return { key, name, meaning, shown: { en: said("en"), fr: said("fr"), de: said("de"), es: said("es") } };
  });
}

export async function exampleShop(world: World, shop: ShopId): Promise<ExampleShop> {
  const { settings, coupons } = await aroundMessages(world, shop);
  invariant(world.appUrl, "it is known how the app is reached");
  return { shop, settings, facts: await shopFacts(world, shop, settings), linkHost: linkHostOf(settings, world.appUrl), coupons: new Map(coupons.map(({ couponId, settings }) => [couponId, settings])) };
}

export async function editorWords(world: World, shop: ShopId) {
  const [{ settings, coupons }, segments, people] = await Promise.all([aroundMessages(world, shop), listSegments(world, shop), peopleChoices(world, shop, undefined)]);
  const { currency } = await shopFacts(world, shop, settings);
  return {
    brand: settings.brand, isSmart: settings.smart, people,
    coupons: coupons.map(({ couponId, name, settings: { saving } }) => ({ couponId: Number(couponId), name, saving: savingWords(saving, currency) })),
    segments: segments.map(({ segmentId, name, memberCount }) => ({ segmentId: Number(segmentId), name, memberCount })),
  };
}

/** The newest of those found. */
export async function peopleChoices(world: World, shop: ShopId, search: string | undefined) {
  const { lines } = await searchCustomers(world, shop, { search });
  return lines.slice(0, PEOPLE_SHOWN).map(({ customerId, firstName, lastName, email }) => {
    const name = [firstName, lastName].filter(Boolean).join(" ");
    return { customerId: String(customerId), name: name || email || `Customer ${customerId}`, detail: name ? (email ?? "") : "" };
  });
}

/** What a new message begins with, as its address says; null: nothing. */
export async function openingDraft(world: World, shop: ShopId, { starter, language, copy }: { starter?: string | undefined; language?: string | undefined; copy?: string | undefined }): Promise<MessageDraft | null> {
  if (starter !== undefined) return starterDraft(starter, language !== undefined && isLanguage(language) ? language : "en");
  const original = copy !== undefined && /^[1-9]\d{0,8}$/.test(copy) ? await readMessage(world, shop, Number(copy)) : null;
  return original && { name: cut(`Copy of ${original.name}`, NAME_MAX), definition: original.definition };
}
