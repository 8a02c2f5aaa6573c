// Who matches a flow now, a set at a time: the members of the segments that start it, and whoever a replay of the shop's past
// finds in it still. A replay also tells where each would stand.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { FlowDefinition } from "../definition.ts";
import { reachedFrom } from "../graph.ts";
import type { About, Place } from "../ledger.ts";
import { candidatesOf } from "../replay/candidates.ts";
import { candidatesAfter } from "../replay/past-rows.server.ts";
import { readPasts, readReplaying } from "../replay/read-past.server.ts";
import { replayPerson } from "../replay/replay.ts";
import type { Past, Replaying } from "../replay/replaying.ts";
import { safely } from "../run/enter-many.ts";
import type { NewWatch } from "../told/watch.ts";
import { type Member, membersAmong, membersNow, type SegmentTrigger } from "./activation-rows.server.ts";
import { spanOf } from "./activation.ts";
import type { FlowId } from "./flow.ts";
import type { Activation } from "./progress.ts";
import { readFlowVersion } from "./version-rows.server.ts";

const MEMBERS_AT_ONCE = 5_000;
const REPLAYED_AT_ONCE = 500;

/** `place` null: from the first step. */
export type Matching = { customer: string; trigger: number; fact: string; at: Date; about: About; place: Place | null };
/** `late`: of whom the replay tells that everything is over. `watches`: whom a trigger looks at again later. `cursor` null: there is nobody else. */
export type MatchingPage = { matching: Matching[]; late: number; seen: number; cursor: string | null; watches: NewWatch[] };

export async function matchingPage(world: World, shop: ShopId, flow: FlowId, activation: Activation): Promise<MatchingPage> {
  const definition = (await readFlowVersion(world, shop, flow, activation.version))?.definition;
  if (!definition) return { matching: [], late: 0, seen: 0, cursor: null, watches: [] };
  const segments = segmentTriggers(definition);
  const isPlaced = activation.enters.how === "timeline";
  if (!isPlaced && segments.length === definition.triggers.length) return membersPage(world, shop, segments, activation);
  return replayedPage(world, shop, { flow, definition, activation, segments: isPlaced ? [] : segments });
}

/** Whoever is in the segment matches, whenever it was that they came. */
const segmentTriggers = ({ triggers }: FlowDefinition): SegmentTrigger[] =>
  triggers.flatMap((trigger, index) => ((trigger.kind === "segment" && trigger.how === "entered") || trigger.kind === "schedule" ? [{ trigger: index, segment: trigger.segment }] : []));

const byHand = ({ customer, trigger }: Member, { id, since }: Activation): Matching => ({ customer, trigger, fact: `activation/${id}`, at: new Date(since), about: {}, place: null });

async function membersPage(world: World, shop: ShopId, segments: readonly SegmentTrigger[], activation: Activation): Promise<MatchingPage> {
  const members = await membersNow(world, shop, segments, activation.cursor, MEMBERS_AT_ONCE);
  return { matching: members.map((member) => byHand(member, activation)), late: 0, seen: members.length, cursor: members.length < MEMBERS_AT_ONCE ? null : (members.at(-1)?.customer ?? null), watches: [] };
}

type Asked = { flow: FlowId; definition: FlowDefinition; activation: Activation; segments: readonly SegmentTrigger[] };

async function replayedPage(world: World, shop: ShopId, { flow, definition, activation, segments }: Asked): Promise<MatchingPage> {
  const span = spanOf(activation);
  const { until } = span;
  const sources = [...candidatesOf(definition.triggers, span), ...segments.map(({ segment }) => ({ source: { of: "stays", segment, how: "within" } as const, from: until, until }))];
  const customers = await candidatesAfter(world, shop, sources, activation.cursor, REPLAYED_AT_ONCE);
  const { replaying } = await readReplaying(world, shop, { flow, definition, version: activation.version, ...span });
  const members = new Map<string, Member>((await membersAmong(world, shop, segments, customers)).map((member) => [member.customer, member]));
  const page: MatchingPage = { matching: [], late: 0, seen: customers.length, cursor: customers.length < REPLAYED_AT_ONCE ? null : (customers.at(-1) ?? null), watches: [] };
  for (const past of await readPasts(world, shop, replaying, customers)) {
    const member = members.get(past.person.customer.customerId);
    if (member) page.matching.push(byHand(member, activation));
    else addReplayed(world, shop, page, replaying, past, activation);
  }
  return page;
}

/** What throws here is our bug, and concerns this person alone: they are not let in. */
function addReplayed(world: World, shop: ShopId, page: MatchingPage, replaying: Replaying, past: Past, { enters, from, version }: Activation): void {
  const done = safely(() => replayPerson(replaying, past));
  if ("problem" in done) {
    world.log.error("placing a person broke", { shop, flow: replaying.flow, problem: done.problem });
    return;
  }
  const open = done.runs.flatMap((run) => placed(replaying.version.definition, run, enters.how === "timeline", done.customer));
  if (open.length === 0 && done.runs.length > 0) page.late += 1;
  page.matching.push(...open);
  // What a pause missed may be due only after it: a cart that was left alone just before the flow went on.
  if (from !== undefined) page.watches.push(...done.watches.map(({ trigger, watch }) => ({ ...watch, flow: replaying.flow, version, trigger, customer: done.customer, at: new Date(watch.at), dueAt: new Date(watch.dueAt) })));
}

/** Where a run of the replay still is; nothing where it is over, or no text is left on its way. */
function placed(definition: FlowDefinition, { trigger, fact, steps }: ReturnType<typeof replayPerson>["runs"][number], isPlaced: boolean, customer: string): Matching[] {
  const run = steps.at(-1)?.after;
  if (!run?.place || run.ended) return [];
  const { place: { step }, base, since, about } = run;
  const left = reachedFrom(definition, [step]);
  if (!definition.steps.some(({ id, kind }) => kind === "send" && left.has(id))) return [];
  return [{ customer, trigger, fact, at: new Date(since), about, place: isPlaced ? { step, base } : null }];
}
