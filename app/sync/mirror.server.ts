// Pump: keeps each synced segment's tag in Shopify equal to its members. One transaction: what became
// of earlier commands, who changed, whose tag was taken away by hand; then the difference for exactly
// those people (or a whole segment), as commands in the outbox.
import type { CustomerId, SegmentId, ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import { lockMirror } from "../lib/lock.server.ts";
import type { Pump } from "../lib/pump.server.ts";
import { often, rarely, transact, type World } from "../lib/world.ts";
import { PEOPLE_MAX } from "../outbox/bulk.ts";
import { enqueue, enqueueBulk } from "../outbox/enqueue.server.ts";
import { tellOutside } from "../outbox/tell.server.ts";
import { besides, forget, markAdding, markRemoving } from "./difference-rows.server.ts";
import { BULK_FROM, decide, onRemoval } from "./mirror.ts";
import { clearPeople, dueOf, followMerges, putBack, type Removed, settle, takeChanges, takeRemovals } from "./mirror-rows.server.ts";
import { activeSyncs, endRemovals, segmentSync, setSync, type Synced } from "./segment-rows.server.ts";
import { keepTargets } from "./targets.server.ts";

const CHANGES_MAX = 5_000;
const SETTLED_MAX = PEOPLE_MAX;

export const mirror: Pump = {
  name: "mirror",
  step: (world, shop) =>
    transact(often(world), async (world) => {
      const now = world.now();
      await lockMirror(world, shop);
      const due = await dueOf(world, shop, now);
      const settled = due.settled ? await settle(world, shop, SETTLED_MAX) : [];
      if (settled.length > 0) await clearPeople(world, shop);
      const removals = due.removed ? await takeRemovals(world, shop, CHANGES_MAX) : [];
      const removed = await applyRemovals(world, shop, removals);
      const changes = due.changed ? await takeChanges(world, shop, now, CHANGES_MAX) : [];
      await tellOutside(world, shop, changes.flatMap((change) => (change.customer_id === null ? [] : [change.change_id])), now);
      const whole = new Map(changes.flatMap((change) => (change.customer_id === null ? [[change.segment_id, change.change_id]] : [])));
      const people = bySegment([...settled, ...removed, ...changes]);
      const someGone = settled.length + removed.length > 0 || changes.some(({ is_gone }) => is_gone);
      await world.point("mirror:before-difference");
      for (const segment of people.size + whole.size > 0 ? await activeSyncs(world, shop) : []) {
        const asked = whole.has(segment.segment_id) ? null : people.get(segment.segment_id);
        if (asked === undefined) continue;
        const isMore = await reconcile(world, shop, segment, { people: asked, someGone }, now);
        const change = whole.get(segment.segment_id);
        if (isMore && change) await putBack(world, shop, change);
      }
      if (due.removing) await endRemovals(world, shop);
      const elsewhere = due.elsewhere || (due.targets && changes.length > 0) ? await keepTargets(rarely(world), shop, changes, now) : 0;
      await world.point("mirror:before-commit");
      return settled.length + removals.length + changes.length + elsewhere;
    }),
  isDue: async (world, shop) => {
    const { settled, removed, changed, elsewhere } = await dueOf(world, shop, world.now());
    return settled || removed || changed || elsewhere;
  },
};

function bySegment(people: { segment_id: SegmentId; customer_id: CustomerId | null }[]): Map<SegmentId, CustomerId[]> {
  const found = new Map<SegmentId, Set<CustomerId>>();
  for (const { segment_id, customer_id } of people) {
    if (customer_id === null) continue;
    const set = found.get(segment_id) ?? new Set();
    found.set(segment_id, set.add(customer_id));
  }
  return new Map([...found].map(([segment, set]) => [segment, [...set]]));
}

/** Our tag was taken away by hand: it is not held any more, and comes back or pauses the sync, as the merchant chose. */
async function applyRemovals(world: World, shop: ShopId, removals: Removed[]): Promise<Removed[]> {
  const applied: Removed[] = [];
  for (const [segmentId, group] of Map.groupBy(removals, (removal) => removal.segment_id)) {
    const segment = await segmentSync(world, shop, segmentId);
    invariant(segment, "a mirrored segment is there");
    const said = group.map((removal) => ({
      removal,
      rule: onRemoval({ rule: segment.tag_rule, removedAt: removal.removed_at, writtenAt: removal.written_at }),
    }));
    const real = said.filter(({ rule }) => rule !== "ignore").map(({ removal }) => removal);
    await forget(world, shop, segmentId, real.map((removal) => removal.customer_id));
    applied.push(...real);
    const pausing = said.filter(({ rule }) => rule === "pause").length;
    if (pausing > 0 && segment.sync_state === "on") await setSync(world, shop, segmentId, { state: "paused", problem: paused(pausing) });
  }
  return applied;
}

const paused = (count: number) =>
  `The tag was removed in Shopify from ${count === 1 ? "a customer" : `${count} customers`} by somebody else, so sync stopped, as you chose. Switch it on again to put the tag back.`;

type Asked = { people: CustomerId[] | null; someGone: boolean };

/** Brings some people of a segment (null: all) to what is wanted; true where there were more than one batch holds. */
export async function reconcile(world: World, shop: ShopId, segment: Synced, { people, someGone }: Asked, now: Date): Promise<boolean> {
  const survivors = people === null || someGone ? await followMerges(world, shop, [segment.segment_id], people) : [];
  const asked = people && [...new Set([...people, ...survivors.map((survivor) => survivor.customer_id)])];
  const isWanted = segment.sync_state === "on" && segment.deleted_at === null;
  const rows = await besides(world, shop, { segment: segment.segment_id, tag: segment.tag, isWanted, people: asked, limit: PEOPLE_MAX });
  const steps = Map.groupBy(rows, ({ wanted, state, tag, problem }) =>
    decide(wanted, segment.tag, state === null || tag === null ? null : { state, tag, problem }));
  const idsOf = (step: "add" | "remove" | "forget") => (steps.get(step) ?? []).map((row) => row.customer_id);
  const refused = (steps.get("add") ?? []).filter(({ state }) => state !== null).map((row) => row.customer_id);
  await forget(world, shop, segment.segment_id, [...idsOf("forget"), ...refused]);
  if (segment.tag !== null) await command(world, shop, "add", segment.segment_id, segment.tag, idsOf("add"), now);
  for (const [tag, group] of Map.groupBy(steps.get("remove") ?? [], (row) => row.tag)) {
    invariant(tag !== null, "a tag that is held has a name");
    await command(world, shop, "remove", segment.segment_id, tag, group.map((row) => row.customer_id), now);
  }
  return rows.length === PEOPLE_MAX;
}

type Op = "add" | "remove";

async function command(world: World, shop: ShopId, op: Op, segmentId: SegmentId, tag: string, people: CustomerId[], now: Date): Promise<void> {
  if (people.length === 0) return;
  const key = `${segmentId}/${op}/${world.ids.uuid()}`;
  const commandIds = people.length < BULK_FROM ? await single() : await bulk();
  const mark = op === "add" ? markAdding : markRemoving;
  await mark(world, shop, { segment: segmentId, tag, people, commandIds, now });

  async function single(): Promise<string[]> {
    const kind = op === "add" ? ("tagsAdd" as const) : ("tagsRemove" as const);
    const keyed = people.map((customerId) => ({ key: `${key}/${customerId}`, command: { kind, customerId, segmentId, tag } }));
    const ids = await enqueue(world, shop, keyed);
    return keyed.map((one) => required(ids.get(one.key)));
  }

  async function bulk(): Promise<string[]> {
    const id = required(await enqueueBulk(world, shop, { key, command: { kind: "bulkTags", op, segmentId, tag } }, people));
    return people.map(() => id);
  }
}

function required(id: string | null | undefined): string {
  invariant(id, "a new key makes a new command");
  return id;
}
