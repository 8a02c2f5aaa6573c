// The one road from a message to the texts of its people, which sending, dry runs, costs and previews share: values are
// looked up for all of them at once, links are made short, the required words are added where they are due. Dry, nothing is
// made: links and codes are examples as long as the real ones.
import { numberHasher } from "../../consent/number.server.ts";
import type { NumberHash } from "../../consent/number.ts";
import { invariant } from "../../lib/invariant.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { faultsOf } from "./composed-faults.ts";
import type { Fault } from "../gate/facts.ts";
import { type Hosts, hostsOf, readDestination } from "../links/destination.ts";
import { linkHostOf, linksIn, sampleLink, shortLink } from "../links/in-text.ts";
import { makeLinks } from "../links/link-rows.server.ts";
import type { Campaign } from "../links/utm.ts";
import { campaignName, type MessageDefinition, rootsOf } from "./message.ts";
import { readMessage } from "./message-rows.server.ts";
import { type HeldState, optOutsDue } from "./opt-out-due.server.ts";
import { isPreferencePage } from "../preference/preference-link.ts";
import { asksForPage, preferencePages, withPage } from "../preference/preference-values.server.ts";
import { compose, type Composed, type Sender } from "../text/compose.ts";
import { readTemplate } from "../text/read-template.ts";
import { render } from "../text/render.ts";
import { rootsIn } from "../text/roots.ts";
import type { Template } from "../text/template.ts";
import type { Root, Values } from "../text/variables.ts";
import type { OptOutDue } from "../text/wording.ts";
import type { TextSettings } from "../settings/text-settings.ts";
import type { ShopFacts } from "./values.ts";
import { type PersonValues, shopFacts, valuesOf } from "./values.server.ts";

/** `textId`: of the row; where nothing is kept, whatever names it among the asked. `number` null: that of the customer's phone. `held`: what the ledger says of it, where somebody has asked already. */
export type TextToWrite = { textId: string; customerId: CustomerId | null; number: NumberHash | null; campaignId: number | null; held?: HeldState } & Examples;
/** Of a preview `coupon` is an example, too; else the text's own is looked up. */
export type Examples = { cart?: Values["cart"]; coupon?: Values["coupon"] };
/** `draft` null: nothing is made for this text, so it goes as it is, also where it was written dry. */
export type Written = { composed: Composed; faults: Fault[]; media: string | null; draft: Draft | null };
/** What a text is written from. */
export type Draft = { person: PersonValues; due: OptOutDue | null };
/** `isTest`: codes are examples, but links lead somewhere; no text's row has them. `drafts`: of the same texts, written dry at the same instant. */
export type Making = { isDry: boolean; isTest?: boolean; drafts?: ReadonlyMap<string, Draft> };

/** By text. "waiting": a coupon's code is being made; it is asked again. */
export async function composeTexts(world: World, shop: ShopId, settings: TextSettings, texts: readonly (TextToWrite & { message: { id: number; version: number } })[], now: Date, making: Making): Promise<Map<string, Written | "waiting">> {
  const written = new Map<string, Written | "waiting">();
  for (const group of Map.groupBy(texts, ({ message: { id, version } }) => `${id}/${version}`).values()) {
    const { id, version } = group[0]?.message ?? { id: 0, version: 0 };
    const message = await readMessage(world, shop, id, version);
    invariant(message, "a text names a message that is there");
    for (const [textId, one] of await writeFor(world, shop, { ...message, settings }, group, now, making)) written.set(textId, one);
  }
  return written;
}

/** `messageId` null: it is not saved yet. */
export type Writing = { messageId: number | null; name: string; definition: MessageDefinition; settings: TextSettings };

/** The same of one message, saved or not, to at most a thousand people. */
export async function writeFor(world: World, shop: ShopId, writing: Writing, texts: readonly TextToWrite[], now: Date, making: Making): Promise<Map<string, Written | "waiting">> {
  const { definition, settings } = writing;
  const { isDry, isTest = false } = making;
  const { template } = readTemplate(definition.text, rootsOf(definition));
  if (!template) return new Map(texts.map(({ textId }) => [textId, UNREADABLE]));
  const facts = await shopFacts(world, shop, settings);
  const roots = rootsIn(template.pieces);
  const isOwn = roots.has("coupon") || asksForPage(definition);
  const ready = (isOwn ? null : drafted(texts, making.drafts)) ?? await readyOf(world, shop, writing, facts, roots, texts, now, making);
  const { sender, shorten } = linksFor(world, shop, facts, settings, definition);
  const shortOf = isDry ? () => shorten.sample : await madeLinks(world, shop, writing, template, ready, shorten, isTest, now);
  const written = new Map<string, Written | "waiting">(texts.map(({ textId }) => [textId, "waiting"]));
  for (const { text, person, due } of ready) {
    const composed = compose(template, { values: person.values, manner: person.manner, due, shortOf: shortOf(text.textId) }, sender);
    const isMade = isOwn || composed.text.includes(shorten.example);
    written.set(text.textId, { composed, media: definition.media, faults: faultsOf(composed, definition, person.lacks.length === 0, settings.brand), draft: isMade ? { person, due } : null });
  }
  return written;
}

function withGiven(person: PersonValues | undefined, { cart, coupon }: Examples): PersonValues | undefined {
  if (!person || (!cart && !coupon)) return person;
  const given: Examples = { ...(cart ? { cart } : {}), ...(coupon ? { coupon } : {}) };
  return { ...person, values: { ...person.values, ...given }, lacks: person.lacks.filter((root) => !Object.hasOwn(given, root)) };
}

/** Of a message that cannot be read any more: nobody gets it. */
const UNREADABLE: Written = { composed: { text: "", parts: { encoding: "GSM-7", units: 0, parts: 1, room: 160 }, added: [], replaced: [], unfit: "empty" }, faults: ["missingValue"], media: null, draft: null };

type Ready = Draft & { text: TextToWrite };

/** Null: of one of them there is no draft. */
function drafted(texts: readonly TextToWrite[], drafts: Making["drafts"]): Ready[] | null {
  const found = texts.flatMap((text) => {
    const draft = drafts?.get(text.textId);
    return draft ? [{ text, ...draft }] : [];
  });
  return found.length === texts.length ? found : null;
}

/** Of those that wait for nothing. */
async function readyOf(world: World, shop: ShopId, writing: Writing, facts: ShopFacts, roots: ReadonlySet<Root>, texts: readonly TextToWrite[], now: Date, { isDry, isTest = false }: Making): Promise<Ready[]> {
  const { definition } = writing;
  const people = await valuesOf(world, shop, facts, texts.flatMap(({ customerId }) => customerId ?? []), { roots, coupon: definition.coupon, language: definition.language, isDry: isDry || isTest }, now);
  const due = await duesOf(world, shop, writing, texts, people, now, isDry || isTest);
  const pageOf = isDry || !asksForPage(definition) ? () => null : await preferencePages(world, shop, texts, people);
  return texts.flatMap((text) => {
    const person = withPage(withGiven(people.get(text.customerId), text), pageOf(text));
    return person && !person.waits ? [{ text, person, due: due(text) }] : [];
  });
}

async function duesOf(world: World, shop: ShopId, { definition }: Writing, texts: readonly TextToWrite[], people: ReadonlyMap<CustomerId | null, PersonValues>, now: Date, isDry: boolean): Promise<(text: TextToWrite) => OptOutDue | null> {
  if (definition.class !== "marketing") return () => null;
  const hash = texts.some(({ number }) => number === null) ? await numberHasher(world, shop) : null;
  const numberOf = ({ number, customerId }: TextToWrite) => {
    const phone = people.get(customerId)?.person?.phone;
    return number ?? (phone && hash ? hash(phone) : null);
  };
  const asked = texts.flatMap((text) => {
    const number = numberOf(text);
    return number === null ? [] : [{ number, textId: isDry ? null : text.textId, person: people.get(text.customerId)?.person ?? null, held: text.held }];
  });
  const dues = await optOutsDue(world, shop, asked, definition.scope, now);
  return (text) => {
    const number = numberOf(text);
    return number === null ? "first" : (dues.get(number) ?? null);
  };
}

/** `mayBe`: whether an address may be made short. What may not be followed stays as it is. */
type Shorten = { mayBe: (url: string) => boolean; linkHost: string; /** As long as any. */ example: string; sample: (url: string) => string | null };

function linksFor(world: World, shop: ShopId, of: ShopFacts, settings: TextSettings, definition: MessageDefinition): { sender: Sender; shorten: Shorten } {
  const { appUrl } = world;
  invariant(appUrl, "texts are written where it is known how the app is reached");
  const linkHost = linkHostOf(settings, appUrl);
  const hosts: Hosts = hostsOf(of, settings, linkHost);
  const mayBe = remembered((url: string) => readDestination(url, hosts).problem === null || isPreferencePage(url, appUrl));
  const example = sampleLink(linkHost, shop);
  const required = definition.class === "marketing" && settings.brand.trim() !== "" ? { brand: settings.brand, language: definition.language, stopAt: null } : null;
  return {
    sender: { shop, linkHost, required, smart: definition.smart ?? settings.smart },
    shorten: { mayBe, linkHost, example, sample: (url) => (mayBe(url) ? example : null) },
  };
}

/** Most texts of a message lead to the same few addresses. For as long as one set is written. */
function remembered(ask: (url: string) => boolean): (url: string) => boolean {
  const known = new Map<string, boolean>();
  return (url) => {
    const answer = known.get(url) ?? ask(url);
    known.set(url, answer);
    return answer;
  };
}

/** Every address of all the texts in one set; one address that stands twice in a text is one link. */
async function madeLinks(world: World, shop: ShopId, { messageId, name, definition }: Writing, template: Template, ready: readonly Ready[], { mayBe, linkHost }: Shorten, isTest: boolean, now: Date): Promise<(textId: string) => (url: string) => string | null> {
  const utm: Campaign = { source: "segue", medium: "sms", campaign: definition.utm.campaign ?? campaignName(name), content: definition.utm.content };
  const wanted = ready.flatMap(({ text: { textId, customerId, campaignId }, person: { values, manner } }) =>
    [...new Set(linksIn(render(template, values, manner)).map(({ url }) => url))].filter(mayBe).map((url) => ({ textId, customerId, campaignId, messageId, url, utm })));
  const codes = await makeLinks(world, shop, isTest ? wanted.map((link) => ({ ...link, textId: null, customerId: null })) : wanted, now);
  const made = new Map(wanted.map(({ textId, url }, place) => [`${textId} ${url}`, shortLink(linkHost, shop, codes[place] ?? "")]));
  return (textId) => (url) => made.get(`${textId} ${url}`) ?? null;
}
