// Puts one person on a list because somebody outside asked for it: once for each key, in one transaction with
// the decision that says so. A key that comes again gets the decision of the first time.
import { createHash } from "node:crypto";
import { goneOf } from "../customers/gone-rows.server.ts";
import { ensureCustomers, lockFacts, markChanged } from "../customers/rows.server.ts";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { forgottenOf } from "../shops/forgotten-rows.server.ts";
import { addOne, byPhone, type Decision, decisionOfKey, insertDecision, targetList } from "./decide-rows.server.ts";
import { lockOwnList, usersOf } from "./rows.server.ts";

export type Asked = { list: number | string; person: { phone: string } | { /** Shopify vouches that there is such a customer, described or not. */ id: CustomerId } };
export type Decided =
  | { kind: "decided"; decision: Decision }
  /** The key was used for another wish. */
  | { kind: "keyUsed" }
  | { kind: "noList" }
  /** Its people are somebody else's to name: a segment of Shopify's, or a file that is still being read. */
  | { kind: "notOurs" };

/** `key` null: the wish itself is the key, so that asking for the same again changes nothing and is no mistake. */
export function decide(world: World, shop: ShopId, asked: Asked, key: string | null): Promise<Decided> {
  const fingerprint = createHash("sha256").update(JSON.stringify([typeof asked.list === "string" ? asked.list.toLowerCase() : asked.list, asked.person])).digest("hex");
  return transact(world, async (inside): Promise<Decided> => {
    // Before any list: whoever merges customers holds the facts, and then wants lists. It keeps two requests with one key apart, too.
    await lockFacts(inside, shop);
    const now = inside.now();
    const before = key === null ? null : await decisionOfKey(inside, shop, key);
    if (before) return before.asked === fingerprint ? { kind: "decided", decision: before } : { kind: "keyUsed" };
    const list = await targetList(inside, shop, asked.list);
    if (!list) return { kind: "noList" };
    if (list.state !== "ready" || !(await lockOwnList(inside, shop, list.listId))) return { kind: "notOurs" };
    const customerId = "id" in asked.person ? await vouchedFor(inside, shop, asked.person.id) : await byPhone(inside, shop, asked.person.phone);
    const isNew = customerId !== null && (await addOne(inside, shop, list.listId, customerId, now));
    const decision: Decision = { decisionId: inside.ids.uuid(), asked: fingerprint, listId: list.listId, customerId, outcome: customerId === null ? "unknown" : isNew ? "added" : "already", at: now };
    await insertDecision(inside, shop, key ?? `once/${decision.decisionId}`, decision);
    if (isNew && (await usersOf(inside, shop, list.listId)).length > 0) {
      await markChanged(inside, shop, [customerId], now);
      await wake(inside, shop, "evaluate");
    }
    return { kind: "decided", decision };
  });
}

/** Whoever was merged is the survivor; whoever was deleted or erased is nobody. */
async function vouchedFor(world: World, shop: ShopId, id: CustomerId): Promise<CustomerId | null> {
  if ((await forgottenOf(world, shop, [id])).has(id)) return null;
  const gone = await goneOf(world, shop, [id]);
  const survivor = gone.has(id) ? gone.get(id) : id;
  if (!survivor) return null;
  await ensureCustomers(world, shop, [survivor]);
  return CustomerId.parse(survivor);
}
