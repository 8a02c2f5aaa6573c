// Somebody gave their number on the storefront: the ledger says that it was asked for, with the words they saw, and a text
// asks for the second yes. One transaction, so that no text asks for what the ledger does not hold.
import type { Disclosure } from "../../consent/entry.ts";
import type { Scope } from "../../consent/grant.ts";
import { numberStates } from "../../consent/ledger-rows.server.ts";
import { numberHasher, sealPhone } from "../../consent/number.server.ts";
import { phoneOwners } from "../../inbox/reply-rows.server.ts";
import { sayConsent } from "../../inbox/say-consent.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import { hours } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { noteAsked } from "../talk/hear-rows.server.ts";
import { voiceOf } from "../talk/voice.server.ts";
import { writeTexts } from "../person-text-rows.server.ts";
import { replyText } from "../text/replies.ts";
import { languageOf } from "../text/wording.ts";

/** `phone`: E.164. `page`: where the form stood. `note`: what is known of the words. */
export type AskedFor = { phone: string; scopes: Scope[]; disclosure: Disclosure; page: string | null; note: string; trace: { address: string | null; agent: string | null } };

/** However often they send the form, one text an hour asks. */
const ASK_EVERY_MS = hours(1);

export function askOptIn(world: World, shop: ShopId, { phone, scopes: asked, disclosure, page, note, trace }: AskedFor, now: Date): Promise<void> {
  return transact(world, async (within) => {
    const { scopes, body } = await question(within, shop, asked, disclosure.locale);
    const number = (await numberHasher(within, shop))(phone);
    const state = (await numberStates(within, shop, [number])).get(number)?.state;
    // Whoever has confirmed all of it already is asked nothing.
    if (state && !state.stop && scopes.every((scope) => state.consent[scope].state === "subscribed" && state.consent[scope].isDouble)) return;
    const evidence = { page, messageIds: [], order: null, note };
    await sayConsent(within, shop, [{ phone, entry: { kind: "asked", at: now.getTime(), source: "form", scopes, disclosure, evidence }, trace }], now);
    const customerId = (await phoneOwners(within, shop, [phone]))[0]?.customerId ?? null;
    await noteAsked(within, shop, [{ number, phone: sealPhone(within, shop, number, phone), customerId, locale: disclosure.locale, scopes, disclosure, at: now }]);
    await writeTexts(within, shop, [{
      key: `optIn/${number}/${Math.floor(now.getTime() / ASK_EVERY_MS)}`, source: "optIn", customerId, number, campaignId: null, message: null, body, media: null,
      class: "reply", scope: "marketing", topic: null, subject: null, cart: null, reply: { kind: "optIn", to: now }, dueAt: now, expiresAt: null,
    }], now);
  });
}

/** Carriers want the text that asks to name cart reminders: own words of the merchant's that do not, ask for marketing alone. */
const NAMES_CART = /\b(carts?|baskets?|checkouts?)\b|panier|warenkorb|carrito|cesta/i;

async function question(world: World, shop: ShopId, asked: readonly Scope[], locale: string): Promise<{ scopes: Scope[]; body: string }> {
  const { brand, contact, askText } = await voiceOf(world, shop);
  if (askText) return { scopes: asked.filter((scope) => scope !== "cartReminders" || NAMES_CART.test(askText)), body: askText };
  const body = replyText("confirm", { brand, support: contact, cart: asked.includes("cartReminders"), language: languageOf(locale) });
  return { scopes: [...asked], body };
}
