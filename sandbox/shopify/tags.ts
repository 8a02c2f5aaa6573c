// Tags as Shopify keeps them: at most 250 on a customer, 255 characters each, equal whatever their
// case, the first spelling stays; a comma separates two tags.
import { occurredNow } from "./payloads.ts";
import type { Customer, Order, Product } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";

export const TAGS_MAX = 250;
export const TAG_LENGTH_MAX = 255;

export type Tagged = Customer | Order | Product;

export function splitTags(tags: readonly string[]): string[] {
  return tags.flatMap((tag) => tag.split(",")).map((tag) => tag.trim()).filter((tag) => tag !== "");
}

/** The tags that were not there before, in the spelling they got. */
export function addTags(shop: Shop, record: Tagged, tags: readonly string[]): string[] {
  if (tags.length > TAGS_MAX) throw new Refusal(`The input array size of ${tags.length} is greater than the maximum allowed of ${TAGS_MAX}.`, ["tags"]);
  const wanted = splitTags(tags);
  if (wanted.some((tag) => tag.length > TAG_LENGTH_MAX)) throw new Refusal(`Tags must be ${TAG_LENGTH_MAX} characters or less`, ["tags"]);
  const held = new Set(record.tags.map(fold));
  const added = wanted.filter((tag) => !held.has(fold(tag)) && held.add(fold(tag)));
  if (added.length === 0) return [];
  if (record.tags.length + added.length > TAGS_MAX) throw new Refusal(`Exceeded the maximum of ${TAGS_MAX} tags`, ["tags"]);
  changeTags(shop, record, [...record.tags, ...added].sort(byText));
  if (record.kind === "Customer") tell(shop, "customer.tags_added", record, added);
  return added;
}

/** The tags that are gone. What was not there is no mistake. */
export function removeTags(shop: Shop, record: Tagged, tags: readonly string[]): string[] {
  if (tags.length > TAGS_MAX) throw new Refusal(`The input array size of ${tags.length} is greater than the maximum allowed of ${TAGS_MAX}.`, ["tags"]);
  const unwanted = new Set(splitTags(tags).map(fold));
  const gone = record.tags.filter((tag) => unwanted.has(fold(tag)));
  if (gone.length === 0) return [];
  changeTags(shop, record, record.tags.filter((tag) => !unwanted.has(fold(tag))));
  if (record.kind === "Customer") tell(shop, "customer.tags_removed", record, gone);
  return gone;
}

/** The whole list replaced, as customerUpdate does. */
export function replaceTags(shop: Shop, record: Tagged, tags: readonly string[]): void {
  const wanted = new Set(splitTags(tags).map(fold));
  removeTags(shop, record, record.tags.filter((tag) => !wanted.has(fold(tag))));
  addTags(shop, record, tags);
}

const fold = (tag: string) => tag.toLowerCase();
const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function changeTags(shop: Shop, record: Tagged, tags: string[]) {
  record.tags = tags;
  record.updatedAt = shop.now();
  shop.save(record);
}

function tell(shop: Shop, topic: string, customer: Customer, tags: string[]) {
  shop.emit(topic, { customerId: `gid://shopify/Customer/${customer.id}`, tags, occurredAt: occurredNow(shop) });
}
