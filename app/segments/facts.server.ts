// One customer's facts as match.ts reads them: whole histories, whatever their date. Several customers
// come in one round, for the laws and for screens that explain.
import type { CustomerId, ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { personFacts, stayFacts } from "./facts-rows.server.ts";
import { EVERYTHING, type Needs } from "./needs.ts";
import type { PersonFacts } from "./person.ts";

/** The people found, in the order of their ids; who is no customer of the shop is left out. Of their facts only those that are needed. */
export const readPeople = (world: World, shop: ShopId, customers: CustomerId[], needs: Needs = EVERYTHING): Promise<PersonFacts[]> =>
  personFacts(world, shop, customers, needs);

/** The same people with their stays read again. */
export async function withStays(world: World, shop: ShopId, people: PersonFacts[]): Promise<PersonFacts[]> {
  const stays = await stayFacts(world, shop, people.map(({ customer }) => customer.customerId));
  return people.map((person) => ({ ...person, stays: stays.get(person.customer.customerId) ?? [] }));
}

export async function readPerson(world: World, shop: ShopId, customer: CustomerId): Promise<PersonFacts | null> {
  return (await readPeople(world, shop, [customer]))[0] ?? null;
}
