// Facts about customers who are no more: those of a merged one are the survivor's, a deleted one's
// are dropped. Orders and events keep the number of a deleted customer, should a merge turn out to be the reason.
import type { Facts } from "./fact.ts";

/** Everybody the facts name. */
export function namedIn(facts: Facts): string[] {
  const named = new Set<string>();
  for (const { customerId } of [...facts.customers, ...facts.tagChanges, ...facts.storeCredits]) named.add(customerId);
  for (const { customerId } of facts.orders) if (customerId) named.add(customerId);
  return [...named];
}

/** Whom events name: whoever tells them may be wrong, so that nobody becomes a customer by it. */
export const namedInEvents = (facts: Facts): string[] => [...new Set(facts.events.flatMap(({ customerId }) => customerId ?? []))];

/** Whom facts about merges and deletions name. */
export const namedInGone = (facts: Facts): string[] => facts.gone.flatMap(({ customerId, mergedInto }) => (mergedInto === null ? [customerId] : [customerId, mergedInto]));

/** Of whoever was erased nothing is heard any more. That they ordered stays an order of nobody's: the shop's sums need it. */
export function withoutForgotten(facts: Facts, forgotten: ReadonlySet<string>): Facts {
  if (forgotten.size === 0) return facts;
  const isKnown = ({ customerId }: { customerId?: string | null }) => !customerId || !forgotten.has(customerId);
  return {
    ...facts, customers: facts.customers.filter(isKnown), tagChanges: facts.tagChanges.filter(isKnown), storeCredits: facts.storeCredits.filter(isKnown), events: facts.events.filter(isKnown),
    gone: facts.gone.filter((fact) => isKnown(fact) && isKnown({ customerId: fact.mergedInto })),
    orders: facts.orders.map((order) => (isKnown(order) ? order : { ...order, customerId: null })),
  };
}

export function resolveGone(facts: Facts, gone: ReadonlyMap<string, string | null>): Facts {
  if (gone.size === 0) return facts;
  const alive = ({ customerId }: { customerId: string }) => !gone.has(customerId);
  const customers = facts.customers.flatMap((fact) => {
    if (alive(fact)) return [fact];
    const survivor = gone.get(fact.customerId);
    if (!survivor) return [];
    // Of a merged customer only the consent to email is the survivor's: Shopify describes the survivor itself, and a word on texts is of the other one's phone.
    const { emailState, emailOptInLevel, emailUpdatedAt } = fact;
    return [{
      customerId: survivor,
      ...(emailState && { emailState, emailOptInLevel: emailOptInLevel ?? null, emailUpdatedAt: emailUpdatedAt ?? null }),
    }];
  });
  const moved = <Fact extends { customerId?: string | null }>(fact: Fact): Fact => ({ ...fact, ...(fact.customerId && { customerId: gone.get(fact.customerId) ?? fact.customerId }) });
  const [orders, events] = [facts.orders.map(moved), facts.events.map(moved)];
  return { ...facts, customers, orders, events, tagChanges: facts.tagChanges.filter(alive), storeCredits: facts.storeCredits.filter(alive) };
}
