// The people of many texts, with what was sent to them: a handful of statements for up to a thousand.
import type { NumberHash } from "#app/consent/number.ts";
import { NO_PREFERENCE } from "#app/consent/preference.ts";
import { numberStates } from "#app/consent/ledger-rows.server.ts";
import { invariant } from "#app/lib/invariant.ts";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import { earlier } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { policiesFor, type PoliciesFor } from "../policies/policy.ts";
import type { Limit, Person, Sent } from "./facts.ts";
import type { GateRules } from "./gate-rules.ts";
import { readNumber } from "./number.ts";
import { adultsSince, type Held, looksBackMs, personOf } from "./people.ts";
import { type Known, knownPeople, membersOf, sentSince } from "./people-rows.server.ts";

export const PEOPLE_MAX = 1_000;

export type AskedPerson = { number: NumberHash; customerId: CustomerId | null; phone: string; /** Of the text itself. */ limit?: Limit | null };

/** `country`: of the phone. `held`: what the ledger says of the number. `customers`: those of the asked that are there. `isUnspoken`: the ledger has no line about the number; what consent there is, is Shopify's word. */
export type GatePerson = { person: Person; country: string | null; held: Held | null; history: Sent[]; customers: ReadonlySet<CustomerId>; isUnspoken: boolean };

/** By what the shop's people are asked about: what a text is then decided by (rulesOf). */
export type GateBy = { settings: PoliciesFor; rules: GateRules };

/** By number. Whoever means to send holds the numbers' locks (lockNumbers), or two may pass one limit. */
export async function gatePeople(world: World, shop: ShopId, { settings, rules }: GateBy, asked: readonly AskedPerson[], now: Date): Promise<Map<NumberHash, GatePerson>> {
  invariant(asked.length <= PEOPLE_MAX, `at most ${PEOPLE_MAX} people are asked for at once`);
  if (asked.length === 0) return new Map();
  const numbers = [...new Set(asked.map(({ number }) => number))];
  const customers = [...new Set(asked.flatMap(({ customerId }) => customerId ?? []))];
  const states = await numberStates(world, shop, numbers);
  const known = new Map((await knownPeople(world, shop, customers, adultsSince(now))).map((one) => [one.customerId, one]));
  const policies = await policiesOf(world, shop, [...known.values()], settings);
  const history = await sentSince(world, shop, numbers, earlier(now, looksBackMs(rules, [...[...states.values()].map(({ preference }) => preference), ...asked.map(({ limit = null }) => ({ ...NO_PREFERENCE, limit }))])));
  const byNumber = Map.groupBy(asked, ({ number }) => number);
  return new Map([...byNumber].map(([number, all]) => {
    const there = [...new Set(all.flatMap(({ customerId }) => customerId ?? []))].filter((id) => known.has(id));
    const read = readNumber(all[0]?.phone ?? "");
    const held = states.get(number) ?? null;
    const facts = {
      number: read,
      held,
      customers: there.flatMap((id) => known.get(id) ?? []),
      policies: [...new Set(there.flatMap((id) => policies.get(id) ?? []))].sort(),
    };
    return [number, { person: personOf(facts, now.getTime()), country: read.country, held, history: history.get(number) ?? [], customers: new Set(there), isUnspoken: (held?.entries ?? 0) === 0 }];
  }));
}

/** For whoever asks about consent as well: the ledger is read once. */
export const heldBy = (found: Pick<GatePerson, "held"> | undefined): { held?: Held | null } => (found ? { held: found.held } : {});

/** By customer: of the segments they are in, of their RFM group and of what they are expected to spend. */
async function policiesOf(world: World, shop: ShopId, known: readonly Known[], by: PoliciesFor): Promise<Map<CustomerId, string[]>> {
  const asked = Object.keys(by.segmentPolicies).map(Number);
  const members = asked.length === 0 || known.length === 0 ? [] : await membersOf(world, shop, known.map(({ customerId }) => customerId), asked);
  const segments = Map.groupBy(members, ({ customerId }) => customerId);
  return new Map(known.map(({ customerId, rfmGroup, spendTier }) => [customerId, policiesFor(by, { segments: (segments.get(customerId) ?? []).map(({ segment }) => segment), rfmGroup, spendTier })]));
}
