// A person as the gate sees them, put together from what the tables hold. One number is one person: who may read a text
// is whoever holds the phone, so of two customers with one number everything holds that holds of either.
import { heldConsent } from "#app/consent/held.ts";
import { type ConsentState, type Grant, strictest } from "#app/consent/grant.ts";
import { NO_PREFERENCE, type Preference } from "#app/consent/preference.ts";
import { days, hours } from "#app/lib/time.ts";
import type { Person } from "./facts.ts";
import type { GateRules } from "./gate-rules.ts";
import { AT_REST } from "./limits.ts";
import type { ReadNumber } from "./number.ts";
import { plausible } from "./region.ts";

export type Customer = { country: string | null; province: string | null; postal: string | null; smsState: string | null; smsOptInLevel: string | null; smsUpdatedAt: Date | null; isMinor: boolean };

/** As numberStates of the ledger hands it over. */
export type Held = { state: ConsentState; entries: number; reach: "ok" | "unreachable" | "landline"; wroteAt: Date | null; restedAt?: Date | null; preference: Preference };

export type PersonFacts = { number: ReadNumber; held: Held | null; customers: readonly Customer[]; policies: readonly string[] };

export function personOf({ number, held, customers, policies }: PersonFacts, now: number): Person {
  const { regions, zones } = plausible({ zone: null, addresses: customers, number });
  const state = held && held.entries > 0 ? held.state : null;
  const words = customers.length === 0 ? [heldConsent(state, null, now)] : customers.map((customer) => heldConsent(state, customer, now));
  const { consent, stop, suspectedAt } = words.reduce(strictest);
  return {
    isGone: false,
    isMinor: customers.some(({ isMinor }) => isMinor),
    number: { validity: number.validity, reach: held?.reach ?? "ok" },
    regions, zones, consent, stop, suspectedAt,
    lastWroteAt: held?.wroteAt?.getTime() ?? null,
    preference: held?.preference ?? NO_PREFERENCE,
    policies: isAtRest(held, consent.marketing) ? [...policies, AT_REST] : [...policies],
  };
}

/** A flow let them rest, and they have not opted in anew since. */
const isAtRest = (held: Held | null, { since }: Grant): boolean => held?.restedAt != null && held.restedAt.getTime() >= (since ?? 0);

/** How far back a text may still matter: the longest of all limits that may hold, and what a cart or an answer asks about. */
export function looksBackMs({ book, settings }: GateRules, own: readonly Preference[]): number {
  const law = [...book.rules.values()].flatMap(({ caps }) => caps.map(({ windowHours }) => hours(windowHours)));
  const limits = [settings.brand, ...Object.values(settings.policies), ...Object.values(book.policies), ...own.map(({ limit }) => limit)];
  return Math.max(days(3), ...law, ...limits.map((limit) => limit?.windowMs ?? 0));
}

/** Born on this day or before, they are 18. */
export function adultsSince(now: Date): string {
  const day = now.toISOString().slice(0, 10);
  return `${String(Number(day.slice(0, 4)) - 18).padStart(4, "0")}${day.slice(4)}`;
}
