// Coupons as the screens and the texts use them. A code is made when somebody's text goes out and never before; the pump
// `coupon` (coupon-make.server.ts) makes it known to Shopify, and until it is the text waits.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { wake } from "../../lib/pump.server.ts";
import { transact, type World } from "../../lib/world.ts";
import { codeOf, type CouponId, NewCoupon, whyNoCode } from "./coupon.ts";
import { childOf, childrenOf, endChildren } from "./coupon-family-rows.server.ts";
import { addCodes, type Coupon, type CouponCode, codesOf, COUPONS_MAX, hurry, insertCoupon, lockCoupon, readCoupon, retryCodes, saveCoupon } from "./coupon-rows.server.ts";

/** `endsAt`: of the code, where it has an end. */
export type CodeAnswer = { code: string; endsAt: string | null } | "making" | { refused: string };

/** Everybody who is asked for has an answer; asking again is asking once. Whoever was given a code with an end of its own has that one. */
export async function codesFor(world: World, shop: ShopId, couponId: CouponId, customers: readonly CustomerId[], now: Date): Promise<Map<CustomerId, CodeAnswer>> {
  const children = await childrenOf(world, shop, couponId, customers);
  const answers = await codesUnder(world, shop, couponId, customers.filter((customer) => !children.has(customer)), now);
  for (const [child, theirs] of Map.groupBy(children, ([, child]) => child)) {
    for (const [customer, answer] of await codesUnder(world, shop, child, theirs.map(([customer]) => customer), now)) answers.set(customer, answer);
  }
  return answers;
}

/** Codes that end so long from now, at the end of that day, or with the coupon if that is sooner. In the caller's transaction. */
export async function codesEnding(world: World, shop: ShopId, couponId: CouponId, customers: readonly CustomerId[], { endsAt, isOnce }: { endsAt: Date; isOnce: boolean }, now: Date): Promise<Map<CustomerId, CodeAnswer>> {
  const parent = await lockCoupon(world, shop, couponId);
  const refused = parent ? whyNoCode(parent, now) : GONE;
  if (!parent || refused !== null) return new Map(customers.map((customer) => [customer, { refused: refused ?? GONE }]));
  const last = parent.settings.endsAt !== null && Date.parse(parent.settings.endsAt) < endsAt.getTime() ? parent.settings.endsAt : endsAt.toISOString();
  const settings = { ...parent.settings, startsAt: now.toISOString(), endsAt: last, isOnce };
  const child = await childOf(world, shop, couponId, { name: `${parent.name}, until ${last.slice(0, 10)}`, settings, firstCode: codeOf(settings.word, world.ids.uuid()) }, now);
  return codesUnder(world, shop, child, customers, now);
}

const GONE = "The coupon is not there.";

async function codesUnder(world: World, shop: ShopId, couponId: CouponId, customers: readonly CustomerId[], now: Date): Promise<Map<CustomerId, CodeAnswer>> {
  if (customers.length === 0) return new Map();
  const coupon = await readCoupon(world, shop, couponId);
  const refused = coupon ? whyNoCode(coupon, now) : GONE;
  if (!coupon || refused !== null) return new Map(customers.map((customer) => [customer, { refused: refused ?? GONE }]));
  const known = new Map((await codesOf(world, shop, couponId, customers)).map((code) => [code.customerId, code]));
  const wanted = [...new Set(customers)].filter((customer) => !known.has(customer));
  if (wanted.length > 0) await want(world, shop, coupon, wanted, now);
  return new Map(customers.map((customer) => [customer, answerOf(known.get(customer), coupon.settings.endsAt)]));
}

function answerOf(code: CouponCode | undefined, endsAt: string | null): CodeAnswer {
  if (code?.state === "made") return { code: code.code, endsAt };
  return code?.state === "refused" ? { refused: code.problem ?? "Shopify refused the code." } : "making";
}

async function want(world: World, shop: ShopId, { couponId, settings }: Coupon, customers: readonly CustomerId[], now: Date): Promise<void> {
  await transact(world, async (world) => {
    // The coupon's lock comes first everywhere: whoever counts what is left sees all or none of these.
    const held = await lockCoupon(world, shop, couponId);
    if (!held || whyNoCode(held, now) !== null) return;
    await addCodes(world, shop, couponId, customers.map((customerId) => ({ customerId, code: codeOf(settings.word, world.ids.uuid()) })), now);
    await hurry(world, shop, couponId, now);
    await wake(world, shop, "coupon");
  });
}

export async function createCoupon(world: World, shop: ShopId, input: unknown): Promise<{ couponId: CouponId } | { problems: Problem[] }> {
  const read = NewCoupon.safeParse(input);
  if (!read.success) return { problems: problemsOf(read.error) };
  const now = world.now();
  if (read.data.settings.endsAt !== null && Date.parse(read.data.settings.endsAt) <= now.getTime()) return { problems: [{ path: ["settings", "endsAt"], message: "That day is over." }] };
  return transact(world, async (world) => {
    const couponId = await insertCoupon(world, shop, read.data, codeOf(read.data.settings.word, world.ids.uuid()), now);
    if (couponId === null) return { problems: [{ path: ["name"], message: `A shop has at most ${COUPONS_MAX} coupons at a time. End one first.` }] };
    await wake(world, shop, "coupon");
    return { couponId };
  });
}

/** False: it is not there. One that Shopify never took ends at once. */
export const endCoupon = (world: World, shop: ShopId, couponId: CouponId): Promise<boolean> => transact(world, async (world) => {
  const coupon = await lockCoupon(world, shop, couponId);
  if (!coupon) return false;
  if (coupon.state === "ended" || coupon.state === "ending") return true;
  await endChildren(world, shop, couponId, world.now());
  const isThere = coupon.state !== "refused" || coupon.discountId !== null;
  await saveCoupon(world, shop, couponId, { ...coupon, state: isThere ? "ending" : "ended", problem: null, attempts: 0, dueAt: isThere ? world.now() : null });
  await wake(world, shop, "coupon");
  return true;
});

/** What Shopify refused is asked again. */
export const retryCoupon = (world: World, shop: ShopId, couponId: CouponId): Promise<boolean> => transact(world, async (world) => {
  const coupon = await lockCoupon(world, shop, couponId);
  if (!coupon) return false;
  if (coupon.state !== "refused") return true;
  await retryCodes(world, shop, couponId);
  await saveCoupon(world, shop, couponId, { ...coupon, state: "making", problem: null, attempts: 0, dueAt: world.now() });
  await wake(world, shop, "coupon");
  return true;
});
