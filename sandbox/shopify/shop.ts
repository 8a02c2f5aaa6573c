// One shop in memory: its tables, its ids, and the two ways out of it (the journal and the webhooks).
// Everything that changes a record says so with save() or drop(), which is what survives a restart.
import { join } from "node:path";
import { chanceFrom, hash } from "#sandbox/chance.ts";
import type { Clock } from "#sandbox/clock.ts";
import { noFaults } from "./faults.ts";
import type { Faults } from "./faults.ts";
import type { Kind, Order, Tables, Variant } from "./records.ts";

export type ShopSettings = { domain: string; name: string; currency: string; timeZone: string; email: string; locale: string };

/** What a restart must know of a shop besides its records. */
export type ShopState = { counter: number; installed: boolean; scopes: string[] };

export type Change = { put: Tables[Kind] } | { drop: { kind: Kind; id: number } } | { state: ShopState };

export type Outside = {
  clock: Clock;
  record(domain: string, change: Change): void;
  emit(shop: Shop, topic: string, payload: unknown, options?: { inMs?: number }): void;
  /** Bulk results and uploads lie here. */
  filesDir: string;
  /** Where a file of that folder can be fetched from. */
  fileUrl(domain: string, file: string): string;
  uploadUrl(domain: string): string;
};

export type IdOf = Kind | "Address" | "LineItem" | "Refund" | "RefundLineItem" | "OrderTransaction" | "ProductVariant" | "Metafield" | "Shop";
const ID_KINDS: IdOf[] = ["Shop", "Address", "BulkOperation", "Collection", "OrderTransaction", "Order", "Refund", "Customer", "Product", "RefundLineItem", "Token", "Delivery", "LineItem", "Metafield", "ProductVariant", "Segment", "Discount"];

export class Shop {
  readonly id: number;
  readonly settings: ShopSettings;
  readonly clock: Clock;
  readonly tables: { [K in Kind]: Map<number, Tables[K]> } = {
    Customer: new Map(), Order: new Map(), Product: new Map(), Collection: new Map(), BulkOperation: new Map(), Token: new Map(), Delivery: new Map(), Segment: new Map(), Discount: new Map(),
  };
  /** Customer → their orders. */
  readonly ordersOf = new Map<number, Set<number>>();
  readonly variants = new Map<number, Variant>();
  faults: Faults = noFaults();
  installed = false;
  /** Uninstalled, and nobody has opened the app since: no id_token that is still about brings it back. */
  shut = false;
  scopes: string[] = [];
  #counter = 0;
  readonly #outside: Outside;
  readonly #idBase: number;

  constructor(settings: ShopSettings, outside: Outside) {
    this.settings = settings;
    this.clock = outside.clock;
    this.#outside = outside;
    // Shopify's ids are unique across shops; so are these, as far as 900 slices go.
    this.#idBase = (hash(settings.domain) % 900) * 1e9;
    this.id = 60_000_000_000 + (hash(settings.domain) % 1e9);
  }

  nextId(of: IdOf): number {
    this.#counter += 1;
    return (ID_KINDS.indexOf(of) + 1) * 1e12 + this.#idBase + this.#counter;
  }

  /** Seconds, as Shopify keeps them: two changes within one have equal updated_at. */
  now(): number {
    return Math.floor(this.clock.ms() / 1000) * 1000;
  }

  save<K extends Kind>(record: Tables[K] & { kind: K }): void {
    this.place(record);
    this.#outside.record(this.settings.domain, { put: record });
  }

  drop(kind: Kind, id: number): void {
    this.displace(kind, id);
    this.#outside.record(this.settings.domain, { drop: { kind, id } });
  }

  /** Without a word to the journal: seeds and replays. */
  place(record: Tables[Kind]): void {
    if (record.kind === "Order") this.#unindex(record.id);
    // Each map holds its own kind only; TypeScript cannot follow that through the index.
    (this.tables[record.kind] as Map<number, Tables[Kind]>).set(record.id, record);
    this.#counter = Math.max(this.#counter, record.id % 1e9);
    if (record.kind === "Order") this.#index(record);
    if (record.kind === "Product") for (const variant of record.variants) this.variants.set(variant.id, variant);
  }

  displace(kind: Kind, id: number): void {
    if (kind === "Order") this.#unindex(id);
    this.tables[kind].delete(id);
  }

  #unindex(orderId: number) {
    const customerId = this.tables.Order.get(orderId)?.customerId;
    if (customerId) this.ordersOf.get(customerId)?.delete(orderId);
  }

  #index(order: Order) {
    if (order.customerId === null) return;
    const orders = this.ordersOf.get(order.customerId);
    if (orders) orders.add(order.id);
    else this.ordersOf.set(order.customerId, new Set([order.id]));
  }

  emit(topic: string, payload: unknown, options?: { inMs?: number }): void {
    this.#outside.emit(this, topic, payload, options);
  }

  fileUrl(file: string): string {
    return this.#outside.fileUrl(this.settings.domain, file);
  }

  uploadUrl(): string {
    return this.#outside.uploadUrl(this.settings.domain);
  }

  filePath(file: string): string {
    return join(this.#outside.filesDir, file);
  }

  state(): ShopState {
    return { counter: this.#counter, installed: this.installed, scopes: this.scopes };
  }

  saveState(): void {
    this.#outside.record(this.settings.domain, { state: this.state() });
  }

  restore(state: ShopState): void {
    this.#counter = Math.max(this.#counter, state.counter);
    this.installed = state.installed;
    this.scopes = state.scopes;
  }

  /** Oldest first. */
  ordersOfCustomer(customerId: number): Order[] {
    const orders = [...(this.ordersOf.get(customerId) ?? [])].flatMap((id) => this.tables.Order.get(id) ?? []);
    return orders.sort((one, other) => one.processedAt - other.processedAt || one.id - other.id);
  }

  /** Chance that a restart does not repeat and a seed does. */
  chance(what: string) {
    return chanceFrom(`${this.settings.domain}/${this.faults.seed}/${what}`);
  }
}
