// What texts may say, for up to a thousand customers at once: their own facts, their last order, picked products, their own
// code. Only what a template speaks of is looked up.
import { invariant } from "../../lib/invariant.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { CouponId, sampleCode } from "../coupons/coupon.ts";
import { readCoupon } from "../coupons/coupon-rows.server.ts";
import { type CodeAnswer, codesFor } from "../coupons/coupon.server.ts";
import { picksFor } from "./picks.ts";
import { preferenceUrl, SAMPLE_TOKEN } from "../preference/preference-link.ts";
import type { Manner } from "../text/spell.ts";
import type { Root, Values } from "../text/variables.ts";
import type { Language } from "../text/wording.ts";
import { type CustomerFacts, mannerFor, type ShopFacts, valuesFrom } from "./values.ts";
import type { OrderRow, PersonRow } from "./values-facts.ts";
import { bestSellers, boughtBy, lastOrders, peopleOf } from "./values-rows.server.ts";
import type { TextSettings } from "../settings/text-settings.ts";

export const VALUES_MAX = 1_000;

/** `person` null: they are no customer. `waits`: until their code is made. `lacks`: what the text speaks of and they have not got. */
export type PersonValues = { person: PersonRow | null; values: Values; manner: Manner; waits: boolean; lacks: Root[] };

/** `isDry`: nothing is made; codes are examples. */
export type AskedValues = { roots: ReadonlySet<Root>; coupon: number | null; language: Language; isDry: boolean };

export async function shopFacts(world: World, shop: ShopId, { brand, contact }: Pick<TextSettings, "brand" | "contact">): Promise<ShopFacts> {
  const found = await readShop(world, shop);
  invariant(found, "a shop that texts is there");
  return { name: found.name?.trim() || brand || found.host, domain: found.domain, host: found.host, currency: found.currency, timeZone: found.timeZone, contact, preferences: preferenceUrl(world.appUrl ?? "https://segue.invalid", SAMPLE_TOKEN) };
}

/** Everybody who is asked for has an answer, customer or not. */
export async function valuesOf(world: World, shop: ShopId, facts: ShopFacts, customers: readonly CustomerId[], asked: AskedValues, now: Date): Promise<Map<CustomerId | null, PersonValues>> {
  invariant(customers.length <= VALUES_MAX, `at most ${VALUES_MAX} customers are asked for at once`);
  const ids = [...new Set(customers)];
  const people = new Map((await peopleOf(world, shop, ids, now)).map((person) => [person.customerId, person]));
  const orders = asked.roots.has("order") ? new Map((await lastOrders(world, shop, ids, now)).map((order) => [order.customerId, order])) : new Map<CustomerId, OrderRow>();
  const picks = asked.roots.has("picks") ? await pickerOf(world, shop, ids, now) : () => null;
  const codes = asked.roots.has("coupon") ? await codesOf(world, shop, asked, ids, now) : () => null;
  return new Map([...ids, null].map((id) => {
    const person = id === null ? null : (people.get(id) ?? null);
    const manner = mannerFor(asked.language, person, facts);
    const code = codes(id);
    const known: CustomerFacts = { person, order: id === null ? null : (orders.get(id) ?? null), picks: picks(id), coupon: code === "making" ? null : code, cart: null };
    const values = valuesFrom(facts, known, manner);
    const waits = code === "making";
    return [id, { person, values, manner, waits, lacks: [...asked.roots].filter((root) => values[root] === undefined && !(waits && root === "coupon")) }];
  }));
}

async function pickerOf(world: World, shop: ShopId, ids: readonly CustomerId[], now: Date) {
  const best = await bestSellers(world, shop, now);
  const bought = Map.groupBy(await boughtBy(world, shop, ids, now), ({ customerId }) => customerId);
  return (id: CustomerId | null) => picksFor(best, id === null ? [] : (bought.get(id) ?? []));
}

async function codesOf(world: World, shop: ShopId, { coupon, isDry }: AskedValues, ids: readonly CustomerId[], now: Date) {
  const held = coupon === null ? null : await readCoupon(world, shop, CouponId.parse(coupon));
  if (!held) return () => null;
  const { settings } = held;
  const made: ReadonlyMap<CustomerId, CodeAnswer> = isDry ? new Map() : await codesFor(world, shop, held.couponId, ids, now);
  return (id: CustomerId | null): CustomerFacts["coupon"] | "making" => {
    if (isDry || id === null) return { code: sampleCode(settings.word), settings };
    const answer = made.get(id);
    if (answer === "making") return "making";
    return answer && typeof answer === "object" && "code" in answer ? { code: answer.code, settings: { ...settings, endsAt: answer.endsAt } } : null;
  };
}
