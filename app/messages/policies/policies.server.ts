// Policies as the screen saves them, and what holds for one customer.
import { tellHeldWords } from "../../consent/held-word.server.ts";
import { setRested } from "../../consent/ledger-rows.server.ts";
import { numberHasher } from "../../consent/number.server.ts";
import { lockFacts } from "../../customers/rows.server.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { transact, type World } from "../../lib/world.ts";
import { readCustomer } from "../../segments/timeline-rows.server.ts";
import { gatePeople } from "../gate/people.server.ts";
import { rulesOf } from "../gate/rules.server.ts";
import { AT_REST } from "../gate/limits.ts";
import { lockTextSettings, readTextSettings, saveTextSettings } from "../settings/text-settings.server.ts";
import { afterPolicies, type PoliciesForm } from "./change-policies.ts";
import { defaultsFor, type HeldFor } from "./defaults-for.ts";
import { heldPolicies } from "./held-policies.ts";
import { clampHour } from "./persona.ts";

/** `known`: the shop's segments; a policy holds for no other. */
export const changePolicies = (world: World, shop: ShopId, form: PoliciesForm, known: ReadonlySet<number>): Promise<Problem[]> => transact(world, async (within) => {
  await lockTextSettings(within, shop);
  const { settings } = await readTextSettings(within, shop);
  const segments = Object.fromEntries(Object.entries(form.segments).filter(([segment]) => known.has(Number(segment))));
  const after = afterPolicies(settings, { ...form, segments });
  if ("problems" in after) return after.problems;
  await saveTextSettings(within, shop, after.settings, within.now());
  return [];
});

/** Null: there is no such customer, or they have no phone. */
export async function heldFor(world: World, shop: ShopId, customerId: CustomerId): Promise<HeldFor | null> {
  const phone = (await readCustomer(world, shop, customerId))?.phone;
  if (!phone) return null;
  const [by, hash] = await Promise.all([rulesOf(world, shop), numberHasher(world, shop)]);
  const number = hash(phone);
  const person = (await gatePeople(world, shop, by, [{ number, customerId, phone }], world.now())).get(number)?.person;
  if (!person) return null;
  const policies = heldPolicies(by.settings).filter(({ name }) => person.policies.includes(name));
  const defaults = defaultsFor(policies);
  const hour = defaults.hour === null ? null : clampHour(defaults.hour, by.rules.here(person.regions).week);
  return { policies, defaults, hour, rests: person.policies.includes(AT_REST) };
}

/** A flow's rest is over, by hand. False: there is no such customer, or they have no phone. */
export async function endRest(world: World, shop: ShopId, customerId: CustomerId): Promise<boolean> {
  const phone = (await readCustomer(world, shop, customerId))?.phone;
  if (!phone) return false;
  await transact(world, async (within) => {
    await lockFacts(within, shop);
    await setRested(within, shop, [(await numberHasher(within, shop))(phone)], null);
    await tellHeldWords(within, shop, [phone], within.now());
  });
  return true;
}
