// Invented people: names, phones in the ranges the regulators keep for fiction, addresses at
// example.com, and places with their time zones. All from a seed; nobody here exists.
import type { Chance } from "#sandbox/chance.ts";
import { days } from "#app/lib/time.ts";
import type { Address, Consent, Customer } from "#sandbox/shopify/records.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { FICTION, PLACES } from "./places.ts";

const FIRST = "Ada Alice Amara Amelia Anna Anton Aoife Arthur Asha Astrid Ben Bilal Bruno Camille Carlos Carmen Caro Chiara Chloe Clara Colin Dana Daniel David Diego Elena Elif Emil Emma Erik Ethan Eva Faye Felix Fiona Flora Freya Gabriel George Grace Greta Hanna Harry Hugo Ida Imran Ines Ingrid Iris Isaac Ivan Jack Jana Jasper Joan Jonas Julia June Kai Karin Kofi Lars Laura Lea Leo Liam Lina Lotte Louis Lucy Luis Maja Marco Maria Marta Matteo Maya Mia Milan Mina Mohamed Nadia Nina Noah Nora Olga Oliver Omar Oscar Paula Pedro Petra Priya Rafael Rosa Ruth Samir Sara Sean Sofia Stella Sven Tara Theo Thomas Tom Uma Vera Victor Yara Yusuf Zoe".split(" ");
const LAST = "Abbott Ahmed Andersen Archer Baker Bauer Becker Bell Berg Bianchi Bishop Blake Brandt Brown Carter Castro Chapman Clarke Cole Conti Cooper Costa Cruz Dahl Davies Dean Diaz Dubois Duncan Ellis Evans Fischer Fletcher Fontaine Ford Foster Garcia Gibson Grant Gray Green Hall Hansen Harris Hayes Hill Hoffmann Holm Hughes Hunt Ito Jansen Jensen Johnson Jones Kaur Keller Kelly Khan King Klein Koch Kumar Lambert Lane Larsen Laurent Lee Lewis Lind Lopez Lund Mann Marino Marsh Martin Meyer Mills Moore Moreau Morgan Murphy Nielsen Novak Nowak Olsen Owen Palmer Park Patel Perez Petit Phillips Porter Price Reed Ricci Roberts Rossi Roy Ryan Sanchez Santos Schmidt Scott Shah Silva Singh Smith Stone Taylor Turner Vidal Vogel Walker Ward Watts Weber White Wilson Wolf Wood Wright Young".split(" ");
/** How people are spread. */
const COUNTRIES = "US US US US US US US US CA CA GB GB GB GB EU EU EU EU EU".split(" ");
const STREETS = ["Mill Lane", "High Street", "Station Road", "Church Street", "Park Avenue", "Oak Street", "Harbour Road", "Garden Close", "School Lane", "Bridge Street"];

export type Person = Pick<Customer, "firstName" | "lastName" | "email" | "phone" | "locale" | "addresses" | "emailConsent" | "smsConsent" | "tags" | "metafields">;

/** Gives no number twice within a shop. */
export function phoneBook(): (country: string) => string | null {
  const given = new Map<string, number>();
  return (country) => {
    const n = given.get(country) ?? 0;
    given.set(country, n + 1);
    return FICTION[country]?.(n) ?? null;
  };
}

/** The n-th person of a shop; `joinedAt` is when they first appear in it, `bornAt` the shop's last day. */
export function invent(shop: Shop, chance: Chance, phones: ReturnType<typeof phoneBook>, n: number, joinedAt: number, bornAt: number): Person {
  const country = COUNTRIES[chance.whole(0, COUNTRIES.length - 1)];
  const place = chance.pick(PLACES.filter((candidate) => (country === "EU" ? !["US", "CA", "GB"].includes(candidate.countryCode) : candidate.countryCode === country)));
  const firstName = chance.pick(FIRST);
  const lastName = chance.pick(LAST);
  const phone = chance.happens(0.8) ? phones(place.countryCode) : null;
  const address: Address = {
    id: shop.nextId("Address"), firstName, lastName, address1: `${chance.whole(1, 180)} ${chance.pick(STREETS)}`, city: place.city, zip: place.zip,
    province: place.province, provinceCode: place.provinceCode, country: place.country, countryCode: place.countryCode, phone: null, timeZone: place.timeZone,
  };
  const hasBirthday = chance.happens(0.4);
  return {
    firstName,
    lastName,
    email: chance.happens(0.97) || phone === null ? `${firstName}.${lastName}.${n}@example.com`.toLowerCase() : null,
    phone,
    locale: place.locale,
    addresses: chance.happens(0.97) ? [address] : [],
    emailConsent: consent(chance, joinedAt, bornAt, 0.55),
    smsConsent: phone === null ? NEVER() : consent(chance, joinedAt, bornAt, 0.35),
    tags: tagsFor(chance),
    metafields: hasBirthday ? [birthDate(shop, chance, joinedAt)] : [],
  };
}

const NEVER = (): Consent => ({ state: "NOT_SUBSCRIBED", level: null, at: null, from: null });

function consent(chance: Chance, joinedAt: number, bornAt: number, share: number): Consent {
  const drawn = chance.real();
  const at = seconds(joinedAt + chance.real() * Math.max(0, bornAt - joinedAt) * 0.5);
  if (drawn < share) return { state: "SUBSCRIBED", level: chance.happens(0.3) ? "CONFIRMED_OPT_IN" : "SINGLE_OPT_IN", at, from: "SHOPIFY" };
  if (drawn < share + 0.08) return { state: "UNSUBSCRIBED", level: "SINGLE_OPT_IN", at, from: "SHOPIFY" };
  if (drawn < share + 0.1) return { state: "PENDING", level: "CONFIRMED_OPT_IN", at, from: "OTHER" };
  return NEVER();
}

function tagsFor(chance: Chance): string[] {
  const tags = [];
  if (chance.happens(0.06)) tags.push("wholesale");
  if (chance.happens(0.1)) tags.push("newsletter");
  if (chance.happens(0.03)) tags.push("press");
  if (chance.happens(0.02)) tags.push("VIP");
  return tags;
}

function birthDate(shop: Shop, chance: Chance, createdAt: number) {
  const at = Date.UTC(1950, 0, 1) + chance.whole(0, 54 * 365) * days(1);
  return { kind: "Metafield" as const, id: shop.nextId("Metafield"), namespace: "facts", key: "birth_date", type: "date", value: new Date(at).toISOString().slice(0, 10), createdAt, updatedAt: createdAt };
}

const seconds = (ms: number) => Math.floor(ms / 1000) * 1000;
