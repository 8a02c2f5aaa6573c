// People as triggers ask about them, read in a set: their facts for questions, and their past as segments count it.
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { askOf } from "../../segments/ask-rows.server.ts";
import { readPeople } from "../../segments/facts.server.ts";
import { makeHistory } from "../../segments/match/history.ts";
import type { FlowDefinition } from "../definition.ts";
import { needsOfFlows } from "../person/needs.ts";
import { NOTHING_ELSE, personFacts } from "../person/person-facts.ts";
import { textsTo } from "../person/person-rows.server.ts";
import type { Asker } from "./told-fact.ts";

export type Known = Pick<Asker, "facts" | "history">;

/** By customer; who is no customer any more is not among them. */
export async function readAskers(world: World, shop: ShopId, customers: readonly string[], definitions: readonly FlowDefinition[], now: Date): Promise<Map<string, Known>> {
  const asked = [...new Set(customers)].map((customer) => CustomerId.parse(customer));
  if (asked.length === 0) return new Map();
  const needs = needsOfFlows(definitions);
  const ask = await askOf(world, shop, now);
  const texts = needs.texts ? await textsTo(world, shop, asked) : null;
  const people = await readPeople(world, shop, asked, needs.person);
  return new Map(people.map((person) => {
    const { customerId } = person.customer;
    return [customerId, { facts: personFacts(person, ask, { ...NOTHING_ELSE, texts: texts?.get(customerId) ?? [] }, now.getTime()), history: makeHistory(person, ask) }];
  }));
}
