// Pump: makes coupons known to Shopify, and the codes under them, a set at a time. What it asks may be asked twice: a
// discount is found again by its first code, and a code that Shopify has already is ours if it stands under our discount.
import { writeFacts } from "../../customers/apply.server.ts";
import { noFacts } from "../../customers/fact.ts";
import { lockFacts, tellChanged } from "../../customers/rows.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import { type Pump, wake } from "../../lib/pump.server.ts";
import { later, minutes, seconds } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import type { AdminFailure } from "../../shopify/admin.ts";
import { admin } from "../../shopify/admin.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import { discountInput } from "./coupon.ts";
import { ADD, Add, bulkGid, BY_CODE, ByCode, CODES_MAX, CREATE, Create, discountGid, END, End, FAILED, Failed, FAILED_COST, isGone, POLL, Poll, saidBy } from "./coupon-queries.ts";
import { type Coupon, type CouponCode, leftOf, lockCoupon, nextDue, type OpenCode, openCodes, refuseCodes, saveCoupon, type SettledCode, settleCodes } from "./coupon-rows.server.ts";
import { familyName } from "./coupon-family-rows.server.ts";
import { givenFact } from "./coupon-told.ts";
import { endGiven } from "./coupon-told-rows.server.ts";

export const coupon: Pump = {
  name: "coupon",
  async step(world, shop) {
    const found = await nextDue(world, shop, world.now());
    if (!found) return 0;
    await settle(world, shop, found, await done(world, shop, found));
    return 1;
  },
};

/** `codes`: what became of some of those that were in state `from`. */
type Done =
  | { kind: "state"; state: Coupon["state"]; discountId: string | null; problem: string | null }
  | { kind: "codes"; from: OpenCode["state"]; codes: { customerId: string; state: CouponCode["state"]; problem: string | null; bulkId: string | null }[] }
  | { kind: "nothing" }
  | AdminFailure;

function done(world: World, shop: ShopId, found: Coupon): Promise<Done> | Done {
  switch (found.state) {
    case "making":
      return make(world, shop, found);
    case "ending":
      return end(world, shop, found);
    case "on":
      return found.discountId === null ? { kind: "state", state: "making", discountId: null, problem: null } : codes(world, shop, found, found.discountId);
    case "refused":
    case "ended":
      return { kind: "nothing" };
    default:
      return found.state satisfies never;
  }
}

async function make(world: World, shop: ShopId, found: Coupon): Promise<Done> {
  const known = await admin(world, shop).query(ByCode, BY_CODE, { code: found.firstCode });
  if (known.kind === "failed") return known;
  const id = known.data.codeDiscountNodeByCode?.id;
  if (id !== undefined) return { kind: "state", state: "on", discountId: id, problem: null };
  const currency = (await readShop(world, shop))?.currency ?? "USD";
  const answer = await admin(world, shop).query(Create, CREATE[found.settings.saving.kind === "freeShipping" ? "shipping" : "off"], { discount: discountInput(found, currency) });
  await world.point("coupon:after-create");
  if (answer.kind === "failed") return answer;
  const { codeDiscountNode, userErrors } = answer.data.made;
  if (codeDiscountNode) return { kind: "state", state: "on", discountId: codeDiscountNode.id, problem: null };
  return { kind: "state", state: "refused", discountId: null, problem: saidBy(userErrors) || "Shopify did not make the discount, and gave no reason." };
}

async function end(world: World, shop: ShopId, found: Coupon): Promise<Done> {
  const ended = (discountId: string | null): Done => ({ kind: "state", state: "ended", discountId, problem: null });
  let { discountId } = found;
  if (discountId === null) {
    // It may have been made by a call whose answer was lost.
    const known = await admin(world, shop).query(ByCode, BY_CODE, { code: found.firstCode });
    if (known.kind === "failed") return known;
    discountId = known.data.codeDiscountNodeByCode?.id ?? null;
    if (discountId === null) return ended(null);
  }
  const answer = await admin(world, shop).query(End, END, { id: discountGid(discountId) });
  if (answer.kind === "failed") return answer;
  const { userErrors } = answer.data.discountCodeDeactivate;
  return userErrors.length === 0 || isGone(userErrors) ? ended(discountId) : { kind: "failed", reason: "server", detail: saidBy(userErrors) };
}

async function codes(world: World, shop: ShopId, found: Coupon, discountId: string): Promise<Done> {
  const due = await openCodes(world, shop, found.couponId, "due", CODES_MAX);
  if (due.length > 0) return add(world, shop, discountId, due);
  const [taken] = await openCodes(world, shop, found.couponId, "taken", 1);
  if (taken) return whose(world, shop, discountId, taken);
  const sent = await openCodes(world, shop, found.couponId, "sent", CODES_MAX);
  return sent.length > 0 ? poll(world, shop, sent) : { kind: "nothing" };
}

async function add(world: World, shop: ShopId, discountId: string, due: OpenCode[]): Promise<Done> {
  const answer = await admin(world, shop).query(Add, ADD, { id: discountGid(discountId), codes: due.map(({ code }) => ({ code })) });
  await world.point("coupon:after-add");
  if (answer.kind === "failed") return answer;
  const { bulkCreation, userErrors } = answer.data.discountRedeemCodeBulkAdd;
  if (bulkCreation) return { kind: "codes", from: "due", codes: due.map(({ customerId }) => ({ customerId, state: "sent", problem: null, bulkId: bulkCreation.id })) };
  const said = saidBy(userErrors) || "Shopify did not take the codes, and gave no reason.";
  if (isGone(userErrors)) return { kind: "state", state: "refused", discountId: null, problem: `The discount is no longer in Shopify (${said}).` };
  return { kind: "codes", from: "due", codes: due.map(({ customerId }) => ({ customerId, state: "refused", problem: said, bulkId: null })) };
}

async function whose(world: World, shop: ShopId, discountId: string, { customerId, code }: OpenCode): Promise<Done> {
  const known = await admin(world, shop).query(ByCode, BY_CODE, { code });
  if (known.kind === "failed") return known;
  const isOurs = known.data.codeDiscountNodeByCode?.id === discountId;
  return { kind: "codes", from: "taken", codes: [{ customerId, state: isOurs ? "made" : "refused", problem: isOurs ? null : known.data.codeDiscountNodeByCode ? "Another discount in Shopify has this code." : "Shopify did not take the code.", bulkId: null }] };
}

async function poll(world: World, shop: ShopId, sent: OpenCode[]): Promise<Done> {
  const [{ bulkId } = { bulkId: null }] = sent;
  if (bulkId === null) return { kind: "codes", from: "sent", codes: sent.map(({ customerId }) => ({ customerId, state: "due", problem: null, bulkId: null })) };
  const polled = await admin(world, shop).query(Poll, POLL, { id: bulkGid(bulkId) });
  if (polled.kind === "failed") return polled;
  const bulk = polled.data.discountRedeemCodeBulkCreation;
  // Shopify forgets sets after a while: asking for the codes again says which are there.
  if (!bulk) return { kind: "codes", from: "sent", codes: sent.map(({ customerId }) => ({ customerId, state: "due", problem: null, bulkId: null })) };
  if (!bulk.done) return { kind: "nothing" };
  const failed = bulk.failedCount > 0 ? await failedOf(world, shop, bulkId) : new Set<string>();
  if (!(failed instanceof Set)) return failed;
  // One that is there already may be ours, by a call whose answer was lost.
  return { kind: "codes", from: "sent", codes: sent.map(({ customerId, code }) => ({ customerId, state: failed.has(code) ? "taken" : "made", problem: null, bulkId })) };
}

async function failedOf(world: World, shop: ShopId, bulkId: string): Promise<Set<string> | AdminFailure> {
  const answer = await admin(world, shop).query(Failed, FAILED, { id: bulkGid(bulkId) }, { cost: FAILED_COST });
  if (answer.kind === "failed") return answer;
  const nodes = answer.data.discountRedeemCodeBulkCreation?.codes.nodes ?? [];
  return new Set(nodes.filter(({ discountRedeemCode }) => discountRedeemCode === null).map(({ code }) => code));
}

/** Shopify makes 250 codes in a second or two. */
const LOOK_MS = seconds(1);
const DELAY_MIN_MS = seconds(2);
const DELAY_MAX_MS = minutes(30);

async function settle(world: World, shop: ShopId, { couponId, attempts: before, state: was }: Coupon, what: Done): Promise<void> {
  const now = world.now();
  await transact(world, async (world) => {
    // The shop's facts come before any coupon: whoever merges customers holds them, and then wants their codes.
    const isOver = what.kind === "state" && what.state === "ended";
    if (what.kind === "codes" || isOver) await lockFacts(world, shop);
    const held = await lockCoupon(world, shop, couponId);
    // Whoever ended it meanwhile has the word.
    if (!held || held.state !== was) return;
    if (what.kind === "codes") await tellGiven(world, shop, held, await settleCodes(world, shop, couponId, what.from, what.codes), now);
    if (what.kind === "state" && what.state === "refused") await refuseCodes(world, shop, couponId, what.problem ?? "");
    const failed = what.kind === "failed" ? failure(what, before, now) : null;
    if (failed?.isFinal && was === "on") await refuseCodes(world, shop, couponId, failed.problem);
    const next = what.kind === "state" ? what : failed?.isFinal ? { state: was === "ending" ? ("ending" as const) : ("refused" as const), discountId: held.discountId, problem: failed.problem } : held;
    const dueAt = failed ? (failed.isFinal ? null : failed.at) : next.state === "on" || next.state === "making" ? await nextLook(world, shop, couponId, next.state, now) : null;
    await saveCoupon(world, shop, couponId, { state: next.state, discountId: next.discountId, problem: failed && !failed.isFinal ? failed.problem : next.problem, attempts: failed ? failed.attempts : 0, dueAt });
    if (isOver) await tellChanged(world, shop, await endGiven(world, shop, couponId, now), now);
    if (dueAt) await wake(world, shop, "coupon", dueAt);
    // Texts that waited for a code, or wait for none any more.
    if (what.kind === "codes" || next.state === "refused") await wake(world, shop, "text");
  });
}

/** Who has a code in Shopify from now on. */
async function tellGiven(world: World, shop: ShopId, found: Coupon, settled: readonly SettledCode[], now: Date): Promise<void> {
  const given = settled.filter(({ state }) => state === "made");
  if (given.length === 0) return;
  const coupon = { couponId: found.couponId, name: await familyName(world, shop, found), endsAt: found.settings.endsAt };
  await writeFacts(world, shop, { ...noFacts(), events: given.map(({ customerId }) => givenFact(coupon, customerId, now)) }, { now, live: true });
  await wake(world, shop, "evaluate");
}

async function nextLook(world: World, shop: ShopId, couponId: Coupon["couponId"], state: "on" | "making", now: Date): Promise<Date | null> {
  const { due, sent } = await leftOf(world, shop, couponId);
  if (due || state === "making") return now;
  return sent ? later(now, LOOK_MS) : null;
}

/** What asking again cannot heal is final; where Shopify does not answer, it is asked for ever, at last every half hour. */
function failure({ reason, detail, retryAt }: AdminFailure, before: number, now: Date): { isFinal: boolean; problem: string; attempts: number; at: Date } {
  const attempts = reason === "throttled" ? before : before + 1;
  const at = retryAt && retryAt > now ? retryAt : later(now, Math.min(DELAY_MIN_MS * 2 ** Math.min(before, 12), DELAY_MAX_MS));
  return { isFinal: reason === "graphql", problem: detail, attempts, at };
}
