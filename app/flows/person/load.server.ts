// The facts of many people at once, as of whatever instant each of them is asked about: a handful of statements for a set.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { bestSellers } from "../../messages/message/values-rows.server.ts";
import { playbookOf } from "../../messages/policies/held-policies.ts";
import { readTextSettings } from "../../messages/settings/text-settings.server.ts";
import { askOf } from "../../segments/ask-rows.server.ts";
import { readPeople } from "../../segments/facts.server.ts";
import type { Node } from "../../segments/definition.ts";
import type { FlowDefinition } from "../definition.ts";
import type { Facts } from "../facts.ts";
import { needsOfFlows } from "./needs.ts";
import { flipsAt } from "./flips-at.ts";
import { type Known, NOTHING_ELSE, nobodysFacts, personFacts } from "./person-facts.ts";
import { textsTo, transitOf } from "./person-rows.server.ts";

export type FactsOf = {
  /** `run`: whose texts are the run's own; without one those of any run of theirs. */
  (customer: string, now: number, run?: string): Facts;
  /** When the answer may change with no new fact; null: never. */
  flipsAt(customer: string, node: Node, now: number): number | null;
};

export async function loadFacts(world: World, shop: ShopId, customers: readonly CustomerId[], definitions: readonly FlowDefinition[], now: Date = world.now()): Promise<FactsOf> {
  const needs = needsOfFlows(definitions);
  const asked = [...new Set(customers)];
  const ask = await askOf(world, shop, now);
  const people = new Map((await readPeople(world, shop, asked, needs.person)).map((person) => [person.customer.customerId, person]));
  const texts = needs.texts ? await textsTo(world, shop, asked) : new Map<string, Known["texts"]>();
  const transit = needs.transit ? await transitOf(world, shop, now) : NOTHING_ELSE.transit;
  const best = needs.picks ? await bestSellers(world, shop, now) : [];
  const playbook = needs.hours ? playbookOf((await readTextSettings(world, shop)).settings) : null;
  const factsOf = (customer: string, at: number, run?: string) => {
    const person = people.get(customer);
    return person ? personFacts(person, ask, { texts: texts.get(customer) ?? [], transit, best, playbook }, at, run ?? null) : nobodysFacts(ask.zone);
  };
  return Object.assign(factsOf, { flipsAt: (customer: string, node: Node, at: number) => flipsAt(people.get(customer), ask, node, at) });
}
