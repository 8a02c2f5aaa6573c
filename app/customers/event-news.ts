// Told events as what happened, each once: an event is a row, and a row is new once.
import { sourceOf } from "./customer-news.ts";
import type { FoundEvent } from "./state.ts";
import { eventFact } from "./fact-id.ts";
import type { Happened, HappenedAbout } from "./happened.ts";
import type { CustomerState } from "./state.ts";

const ID_MAX = 200;
const idOf = (value: unknown): string | null => ((typeof value === "string" && value !== "") || typeof value === "number" ? String(value).slice(0, ID_MAX) : null);

/** Tellers name an order, a checkout or a subscription among the event's properties. */
export function aboutEvent({ productId, variantId, props }: Pick<FoundEvent, "productId" | "variantId" | "props">): HappenedAbout {
  const [order, checkout, subscription] = [idOf(props?.order), idOf(props?.checkout), idOf(props?.subscription)];
  return {
    ...(order !== null && { order }), ...(checkout !== null && { checkout }), ...(productId !== null && { product: productId }), ...(variantId !== null && { variant: variantId }),
    ...(subscription !== null && { subscription }),
  };
}

/** What a word on consent was before it, and where it was given. `sources`: of those that came through us. */
export type Words = { before: readonly CustomerState[]; after: readonly CustomerState[]; sources: ReadonlyMap<string, string> };

export function eventNews(events: readonly FoundEvent[], words: Words): Happened[] {
  const [before, after] = [byId(words.before), byId(words.after)];
  return events.map(({ customerId, eventId, kind, source, at, ...event }): Happened => {
    const isWord = source === "consent" && (kind === "smsOptedIn" || kind === "smsOptedOut");
    const now = after.get(customerId);
    const detail = isWord ? { before: before.get(customerId)?.smsState ?? null, source: words.sources.get(customerId) ?? (now ? sourceOf(now) : null) } : null;
    return { what: kind, customerId, fact: eventFact(eventId), at, about: aboutEvent(event), detail };
  });
}

const byId = (customers: readonly CustomerState[]): Map<string, CustomerState> => new Map(customers.map((customer) => [customer.customerId, customer]));
