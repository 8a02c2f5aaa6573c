// Everything that a replay goes by, and the past of a set of people, read in a handful of statements.
import { linesOf, numberStates } from "../../consent/ledger-rows.server.ts";
import { numberHasher } from "../../consent/number.server.ts";
import { NO_PREFERENCE } from "../../consent/preference.ts";
import { saidBy } from "../../consent/words.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { Sent } from "../../messages/gate/facts.ts";
import { readNumber } from "../../messages/gate/number.ts";
import { adultsSince, looksBackMs } from "../../messages/gate/people.ts";
import { knownPeople, sentSince } from "../../messages/gate/people-rows.server.ts";
import { rulesOf } from "../../messages/gate/rules.server.ts";
import type { MessageDefinition } from "../../messages/message/message.ts";
import { bestSellers } from "../../messages/message/values-rows.server.ts";
import { playbookOf } from "../../messages/policies/held-policies.ts";
import type { TextSettings } from "../../messages/settings/text-settings.ts";
import { askOf } from "../../segments/ask-rows.server.ts";
import type { ShopAsk } from "../../segments/ask.ts";
import { readPeople } from "../../segments/facts.server.ts";
import { askThen } from "../../segments/then.ts";
import { messageOf } from "../checker/texts.ts";
import type { FlowDefinition } from "../definition.ts";
import { couponsBefore } from "../flow/coupons-before.ts";
import { surroundingsOf } from "../flow/surroundings.server.ts";
import { needsOfFlow } from "../person/needs.ts";
import { NOTHING_ELSE } from "../person/person-facts.ts";
import { textsTo, transitOf } from "../person/person-rows.server.ts";
import { causesOf, otherRuns, segmentsSince } from "./past-rows.server.ts";
import type { Past, Replaying } from "./replaying.ts";
import { ticker } from "./ticks.ts";

export type Asked = { flow: number; definition: FlowDefinition; version?: number; from: number; until: number };
export type Reading = { replaying: Replaying; settings: TextSettings; messages: ReadonlyMap<string, MessageDefinition>; segments: ReadonlyMap<number, { name: string; since: number }> };

export async function readReplaying(world: World, shop: ShopId, { flow, definition, version = 1, from, until }: Asked): Promise<Reading> {
  const needs = needsOfFlow(definition);
  const now = new Date(until);
  const ask = await askOf(world, shop, now);
  const segments = new Map((await segmentsSince(world, shop)).map(({ segment, name, since }) => [segment, { name, since: since.getTime() }]));
  const { settings, rules } = await rulesOf(world, shop);
  const transit = needs.transit ? await transitOf(world, shop, now) : NOTHING_ELSE.transit;
  const best = needs.picks ? await bestSellers(world, shop, now) : [];
  const messages = await messagesOf(world, shop, definition);
  return {
    settings, messages, segments,
    replaying: { flow, version: { version, definition }, from, until, ask: pastAsk(ask, segments), known: { transit, best, playbook: playbookOf(settings) }, rules, policies: settings, messages, ticks: ticker({ from, until }) },
  };
}

/** Today's values stand in where no history is kept, and today's cut-offs of rankings. */
const pastAsk = (ask: ShopAsk, segments: Reading["segments"]): ShopAsk =>
  ({ ...askThen(ask, ask.now, true, Object.fromEntries([...segments].map(([segment, { since }]) => [segment, since]))), ...(ask.cutoffs && { cutoffs: ask.cutoffs }) });

async function messagesOf(world: World, shop: ShopId, definition: FlowDefinition): Promise<Map<string, MessageDefinition>> {
  const sends = definition.steps.flatMap((step) => (step.kind === "send" ? [step] : []));
  if (sends.length === 0) return new Map();
  const { surroundings } = await surroundingsOf(world, shop, definition);
  const coupons = couponsBefore(definition);
  return new Map(sends.flatMap((step) => {
    const message = messageOf(step, false, surroundings);
    return message ? [[step.id, step.message.kind === "own" ? { ...message, coupon: [...(coupons.get(step.id) ?? [])].find((coupon) => coupon !== null) ?? null } : message] as const] : [];
  }));
}

/** In the order of their ids; who is no customer any more is not among them. */
export async function readPasts(world: World, shop: ShopId, replaying: Replaying, customers: readonly CustomerId[]): Promise<Past[]> {
  if (customers.length === 0) return [];
  const { version: { definition }, flow, from } = replaying;
  const needs = needsOfFlow(definition);
  const asked = [...customers];
  const sends = definition.steps.some(({ kind }) => kind === "send");
  const people = await readPeople(world, shop, asked, { ...needs.person, kinds: [...new Set([...needs.person.kinds, ...(sends ? (["smsOptedIn", "smsOptedOut", "smsReplied"] as const) : [])])].sort() });
  const segments = definition.triggers.flatMap((trigger) => (trigger.kind === "segment" ? [trigger.segment] : []));
  const causes = Map.groupBy(await causesOf(world, shop, asked, segments), ({ customerId }) => customerId);
  const texts = needs.texts || definition.triggers.some(({ kind }) => kind === "text") ? await textsTo(world, shop, asked) : new Map<string, Past["texts"]>();
  const others = await otherRuns(world, shop, flow, asked, new Date(from));
  const gates = sends ? await gatesOf(world, shop, people.flatMap(({ customer: { customerId, phone } }) => (phone === null ? [] : [{ customerId: CustomerId.parse(customerId), phone }])), replaying) : new Map<string, NonNullable<Past["gate"]>>();
  return people.map((person): Past => {
    const id = person.customer.customerId;
    return {
      person, gate: gates.get(id) ?? null, others: others.get(id) ?? [], texts: texts.get(id) ?? [],
      causes: new Map((causes.get(id) ?? []).map(({ segment, stay, entered, left }) => [`${segment}/${stay}`, { entered, left }])),
    };
  });
}

async function gatesOf(world: World, shop: ShopId, phones: readonly { customerId: CustomerId; phone: string }[], { rules, from, until, flow, version: { definition } }: Replaying): Promise<Map<string, NonNullable<Past["gate"]>>> {
  if (phones.length === 0) return new Map();
  const hash = await numberHasher(world, shop);
  const numbered = phones.map((each) => ({ ...each, number: hash(each.phone) }));
  const numbers = [...new Set(numbered.map(({ number }) => number))];
  const states = await numberStates(world, shop, numbers);
  const lines = await linesOf(world, shop, [...states].flatMap(([number, { entries }]) => (entries > 0 ? [number] : [])));
  const limits = definition.steps.flatMap((step) => (step.kind === "send" && step.limit ? [{ ...NO_PREFERENCE, limit: step.limit }] : []));
  const history = await sentSince(world, shop, numbers, new Date(from - looksBackMs(rules, [...[...states.values()].map(({ preference }) => preference), ...limits])), flow);
  const words = new Map((await knownPeople(world, shop, phones.map(({ customerId }) => customerId), adultsSince(new Date(until)))).map((one) => [one.customerId, one]));
  return new Map(numbered.map(({ customerId, phone, number }) => {
    const [state, word] = [states.get(number), words.get(customerId)];
    return [customerId, {
      word: { smsState: word?.smsState ?? null, smsUpdatedAt: word?.smsUpdatedAt ?? null },
      number: readNumber(phone), reach: state?.reach ?? "ok", preference: state?.preference ?? NO_PREFERENCE, said: saidBy(lines.get(number) ?? []), history: (history.get(number) ?? []) satisfies Sent[],
    }];
  }));
}
