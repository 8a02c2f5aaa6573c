// One customer's facts as match.ts reads them: whole histories, whatever their date. Several customers
// come in one round, for the laws and for screens that explain.
import { EVENT_KINDS, type EventKind } from "../customers/event-kind.ts";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { transact, type World } from "../lib/world.ts";
import { eventFacts } from "./event-facts-rows.server.ts";
import type { PersonFacts } from "./person.ts";
import { customerFacts, lineFacts, type NamedFact, namedFacts, orderFacts, refundFacts, stayFacts, tagFacts } from "./facts-rows.server.ts";

/** The people found, in the order of their ids; who is no customer of the shop is left out. Of events only these kinds. */
export function readPeople(world: World, shop: ShopId, customers: CustomerId[], kinds: readonly EventKind[] = EVENT_KINDS): Promise<PersonFacts[]> {
  return transact(world, async (inside) => {
    const people = await customerFacts(inside, shop, customers);
    const orders = await orderFacts(inside, shop, customers);
    const lines = await lineFacts(inside, shop, customers);
    const refunds = await refundFacts(inside, shop, customers);
    const tags = await tagFacts(inside, shop, customers);
    const events = await eventFacts(inside, shop, customers, kinds);
    const stays = await stayFacts(inside, shop, customers);
    const named = await namedFacts(inside, shop, customers);
    return people.map((customer) => ({
      customer,
      orders: orders.get(customer.customerId) ?? [],
      lines: lines.get(customer.customerId) ?? [],
      refunds: refunds.get(customer.customerId) ?? [],
      tags: tags.get(customer.customerId) ?? [],
      events: events.get(customer.customerId) ?? [],
      stays: stays.get(customer.customerId) ?? [],
      ...namedBy(named.get(customer.customerId) ?? []),
    }));
  });
}

const namedBy = (named: NamedFact[]): Pick<PersonFacts, "lists" | "pins"> => ({
  lists: named.flatMap(({ id, side }) => (side === null ? [id] : [])),
  pins: named.flatMap(({ id, side }) => (side === null ? [] : [{ segmentId: id, side }])),
});

/** The same people with their stays read again. */
export async function withStays(world: World, shop: ShopId, people: PersonFacts[]): Promise<PersonFacts[]> {
  const stays = await stayFacts(world, shop, people.map(({ customer }) => customer.customerId));
  return people.map((person) => ({ ...person, stays: stays.get(person.customer.customerId) ?? [] }));
}

export async function readPerson(world: World, shop: ShopId, customer: CustomerId): Promise<PersonFacts | null> {
  return (await readPeople(world, shop, [customer]))[0] ?? null;
}
