// The storefront's form was sent. Whoever sends it learns whether what they typed can be read, and nothing about the number:
// the answer is the same for one that gets texts, one that stopped them, and one that nobody knows.
import { createHmac } from "node:crypto";
import { numberHasher } from "../../consent/number.server.ts";
import { type OptInFields, readForm, readTyped } from "../../inbox/opt-in-form.ts";
import { countTries, type Limit } from "../../inbox/opt-in-rows.server.ts";
import { cutAddress } from "../../lib/client-address.ts";
import type { ShopId } from "../../lib/ids.ts";
import { days, hours } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { askOptIn } from "./ask-opt-in.server.ts";
import { judgeShown } from "./opt-in-disclosure.ts";

export type Trace = { address: string | null; agent: string | null };
export type Wrong = { phone: boolean; consent: boolean };
export type Taken =
  | { kind: "asked"; fields: OptInFields; /** As Shopify may be told of it. */ phone: string }
  | { kind: "wrong"; fields: OptInFields; wrong: Wrong }
  | { kind: "busy"; fields: OptInFields }
  | { kind: "unreadable" };

const OF_ADDRESS = { max: 12, windowMs: hours(1) };
const OF_NUMBER = { max: 3, windowMs: days(1) };
/** Of the whole shop: each costs the merchant a text. */
const OF_SHOP = { max: 600, windowMs: hours(1) };
const AGENT_CHARS_MAX = 300;

export async function takeOptIn(world: World, shop: ShopId, given: unknown, { address, agent }: Trace): Promise<Taken> {
  const fields = readForm(given);
  if (!fields) return { kind: "unreadable" };
  const now = world.now();
  const hash = await numberHasher(world, shop);
  const name = (what: string) => nameOf(hash(what));
  const house = address?.includes(":") ? cutAddress(address) : address;
  const ofAddress: Limit = { name: name(`tries of address ${house ?? "unknown"}`), ...OF_ADDRESS };
  if ((await countTries(world, shop, [ofAddress], now)).size > 0) return { kind: "busy", fields };
  const { phone, isAgreed } = readTyped(fields);
  if (phone === null || !isAgreed) return { kind: "wrong", fields, wrong: { phone: phone === null, consent: !isAgreed } };
  // A machine is told what a person would be.
  if (fields.company !== "") return { kind: "asked", fields, phone };
  const ofShop: Limit = { name: name("tries of the shop"), ...OF_SHOP };
  const ofNumber: Limit = { name: name(`tries of number ${phone}`), ...OF_NUMBER };
  const over = await countTries(world, shop, [ofShop, ofNumber], now);
  if (over.has(ofShop.name)) return { kind: "busy", fields };
  if (!over.has(ofNumber.name)) {
    const { disclosure, scopes, note } = judgeShown({ ...fields, cart: fields.cart !== "" });
    if (disclosure.text === "") return { kind: "unreadable" };
    await askOptIn(world, shop, { phone, scopes, disclosure, page: fields.page || null, note, trace: { address, agent: agent?.slice(0, AGENT_CHARS_MAX) ?? null } }, now);
  }
  return { kind: "asked", fields, phone };
}

/** No number's hash is read out of the names of tries. */
const nameOf = (hash: string) => createHmac("sha256", hash).update("try").digest("base64url");
