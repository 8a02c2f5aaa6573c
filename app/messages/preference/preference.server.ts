// The preference page: whoever holds a signed link sees and changes what a number gets. No login, and nothing that
// widens consent: yes is said from the phone alone.
import { createHmac } from "node:crypto";
import type { ConsentEntry } from "../../consent/entry.ts";
import { heldConsent } from "../../consent/held.ts";
import { lockNumbers } from "../../consent/ledger-rows.server.ts";
import { appendEntries, setPreference } from "../../consent/ledger.server.ts";
import { numberHasher, openPhone } from "../../consent/number.server.ts";
import type { NumberHash } from "../../consent/number.ts";
import { NO_PREFERENCE, type Preference } from "../../consent/preference.ts";
import { readChoice } from "../../consent/preference-form.ts";
import { writeFacts } from "../../customers/apply.server.ts";
import { noFacts } from "../../customers/fact.ts";
import { lockFacts } from "../../customers/rows.server.ts";
import { ownersOf } from "../../inbox/platform-rows.server.ts";
import { sayConsent } from "../../inbox/say-consent.server.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { wake } from "../../lib/pump.server.ts";
import { transact, type World } from "../../lib/world.ts";
import { type Holder, preferenceToken, preferenceUrl, PREFERENCE_PATH, readPreferenceToken } from "./preference-link.ts";
import { chosenFact } from "./preference-told.ts";
import { countUpLinks, linkSeqs, readHolder } from "./preference-rows.server.ts";

/** The page of each number, to be made short like any address in a text. */
export async function preferenceLinks(world: World, shop: ShopId, people: readonly { number: NumberHash; customerId: CustomerId | null }[]): Promise<Map<NumberHash, string>> {
  if (people.length === 0 || world.appUrl === undefined) return new Map();
  const { appUrl } = world;
  const keyed = await numberHasher(world, shop);
  const seqs = new Map((await linkSeqs(world, shop, people.map(({ number }) => number))).map(({ number, seq }) => [number, seq]));
  return new Map(people.map(({ number, customerId }) => [number, preferenceUrl(appUrl, preferenceToken({ shop, number, customerId, seq: seqs.get(number) ?? 0 }, keyed))]));
}

/** Whoever holds an older link of this number holds nothing any more. */
export const revokePreferenceLinks = (world: World, shop: ShopId, number: NumberHash): Promise<void> => transact(world, async (world) => {
  await lockNumbers(world, shop, [number]);
  await countUpLinks(world, shop, number);
});

/** The same by the merchant's wish, such as after somebody passed theirs on. `phone`: the customer's. */
export async function forgetPreferenceLinks(world: World, shop: ShopId, phone: string | null): Promise<Problem[]> {
  if (phone === null) return [{ path: [], message: "This customer has no phone number." }];
  await revokePreferenceLinks(world, shop, (await numberHasher(world, shop))(phone));
  return [];
}

/** `locale`: as we know it. `ending`: the number's last two digits, where we have the number. `isOff`: no marketing goes there. */
export type PreferencePage = { brand: string; locale: string | null; ending: string | null; isOff: boolean; hasCart: boolean; preference: Preference; topics: string[]; /** Hours that were sent and cannot be kept. */ tried: { from: number; to: number } | null };

type Found = { holder: Holder; page: PreferencePage; phone: string | null };

async function open(world: World, token: string, now: Date): Promise<Found | null> {
  const holder = readPreferenceToken(token);
  if (!holder) return null;
  const known = await readHolder(world, holder);
  if (!known || known.seq % 65_536 !== holder.seq) return null;
  const keyed = await numberHasher(world, holder.shop);
  if (!holder.isSigned(keyed)) return null;
  // Whoever had the number then may have another one now.
  const isTheirs = known.phone !== null && keyed(known.phone) === holder.number;
  const phone = isTheirs ? known.phone : known.askedPhone && openPhone(world, holder.shop, holder.number, known.askedPhone);
  const { consent, stop } = heldConsent(known.state, isTheirs ? known : null, now.getTime());
  const preference = known.preference ?? NO_PREFERENCE;
  return {
    holder, phone,
    page: {
      brand: known.settings?.brand || known.name || known.domain.replace(".myshopify.com", ""), locale: isTheirs ? known.locale : known.askedLocale, ending: phone?.slice(-2) ?? null,
      isOff: stop !== null || (consent.marketing.state === "unsubscribed" && consent.cartReminders.state !== "subscribed"), hasCart: consent.cartReminders.state === "subscribed", preference,
      topics: [...new Set([...known.topics, ...preference.declined])].sort(), tried: null,
    },
  };
}

/** Null: no such link, or none any more. Looking changes nothing. */
export const seePreferences = async (world: World, token: string): Promise<PreferencePage | null> => (await open(world, token, world.now()))?.page ?? null;

export type Changed = { result: "saved" | "stopped" | "times" | "unreadable"; page: PreferencePage };

/** What the page's forms give back: who only knows the page's address, and not what is on it, cannot send them. */
export const formKey = ({ secrets }: World, token: string): string => createHmac("sha256", secrets.shopifyApiSecret).update(`preferences-form/${token}`).digest("base64url").slice(0, 22);

/** `trace`: from where; it is kept for 90 days. Twice is once. */
export async function changePreferences(world: World, token: string, fields: URLSearchParams, trace: { address: string | null; agent: string | null }): Promise<Changed | null> {
  const now = world.now();
  const found = await open(world, token, now);
  if (!found) return null;
  const { holder: { shop, number }, page } = found;
  if (fields.get("key") !== formKey(world, token)) return { result: "unreadable", page };
  if (fields.get("act") === "stop") {
    await say(world, found, { kind: "stopped", by: "reply", ...saidHere(world, now) }, trace, now);
    return { result: "stopped", page };
  }
  const choice = fields.get("act") === "save" ? readChoice(fields, page.preference, page.topics, page.hasCart) : null;
  if (choice === null) return { result: "unreadable", page };
  if (choice === "times") return { result: "times", page: withTried(page, fields) };
  await transact(world, async (world) => {
    await lockFacts(world, shop);
    if (choice.noCart) await say(world, found, { kind: "optedOut", scopes: ["cartReminders"], ...saidHere(world, now) }, trace, now);
    await setPreference(world, shop, number, choice.preference, now);
    await tellChosen(world, found, choice.preference, now);
  });
  return { result: "saved", page };
}

/** Where we have no phone any more nobody is known to have chosen. */
async function tellChosen(world: World, { holder: { shop }, phone }: Found, preference: Preference, now: Date): Promise<void> {
  const owners = phone === null ? [] : ((await ownersOf(world, shop, [phone], [])).get(phone) ?? []);
  if (owners.length === 0) return;
  await writeFacts(world, shop, { ...noFacts(), events: owners.map((customerId) => chosenFact(preference, customerId, now)) }, { now, live: true });
  await wake(world, shop, "evaluate");
}

/** What else was chosen stays as it was sent. */
function withTried(page: PreferencePage, fields: URLSearchParams): PreferencePage {
  const rest = new URLSearchParams(fields);
  rest.set("when", "kept");
  const choice = readChoice(rest, page.preference, page.topics, page.hasCart);
  const hour = Number(fields.get("from"));
  return choice === null || choice === "times" ? page : { ...page, preference: choice.preference, tried: { from: hour, to: hour } };
}

/** The page's address without the token, which is nobody's to read in a ledger. */
const saidHere = ({ appUrl }: World, now: Date): Pick<ConsentEntry, "at" | "source" | "evidence"> =>
  ({ at: now.getTime(), source: "form", evidence: { page: appUrl === undefined ? null : new URL(PREFERENCE_PATH, appUrl).href, messageIds: [], order: null, note: "On the preference page, by the link in a text." } });

/** Where we have no phone any more the ledger hears it all the same. */
async function say(world: World, { holder: { shop, number, customerId }, phone }: Found, entry: ConsentEntry, trace: { address: string | null; agent: string | null }, now: Date): Promise<void> {
  if (phone === null) await appendEntries(world, shop, [{ number, entry, trace }], now);
  else await sayConsent(world, shop, [{ phone, ...(customerId !== null && { customerId }), entry, trace }], now);
}
