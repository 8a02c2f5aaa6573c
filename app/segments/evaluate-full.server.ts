// The full road: one segment is put to everybody, in one transaction. It is taken when a segment is
// saved, after an import, and as the nightly check of the other two roads.
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { lookOver } from "../lib/statistics.server.ts";
import { earlier, minutes } from "../lib/time.ts";
import { often, transact, type World } from "../lib/world.ts";
import { CUTOFFS_STAND_MS, freshen, needsAny } from "./cutoff.server.ts";
import { type Cause, dependents, fullCause, levels } from "./evaluate.ts";
import { moveAll } from "./membership-rows.server.ts";
import { dueAgain, holdSegments, isAnyFullDue, noteRebuilt, type RoadHead, roadHeads, type RoadSegment, settleFull, type Start, startRoad, wakeMirror, withDefinitions } from "./road-rows.server.ts";
import { definitionOf, parkCulprits, question } from "./road.server.ts";

/** So much has changed then that cut-offs are taken anew, once for all segments. */
const AFTER_IMPORT_MS = minutes(10);
/** An import that moves more people than this is told as a rebuilt segment: nobody wants a text for each line of history. */
const IMPORT_NOTES_MAX = 10_000;

/** Evaluates the first segment that is due, those it asks about before it; returns how many it took (0 or 1). */
export async function fullRoad(world: World, shop: ShopId): Promise<number> {
  if (!(await isAnyFullDue(often(world), shop))) return 0;
  let taken: RoadSegment[] = [];
  try {
    const moved = await transact(world, async (inside) => {
      const start = await startRoad(inside, shop);
      if (start.installing) return 0; // The import itself makes every segment due when it is done.
      const segments = await roadHeads(inside, shop);
      const [due] = await withDefinitions(inside, shop, levels(segments).flat().filter(({ fullDue }) => fullDue).slice(0, 1));
      if (!due) return 0;
      taken = [due];
      await inside.point("evaluate:before-diff");
      const cause = fullCause(due);
      const { cutoffs, changed } = await freshen(inside, shop, start, [definitionOf(due)], earlier(start.now, cause === "import" ? AFTER_IMPORT_MS : CUTOFFS_STAND_MS));
      const others = changed.size === 0 ? [] : await withDefinitions(inside, shop, segments.filter(({ segment, fullDue }) => segment !== due.segment && !fullDue));
      const turned = others.filter((each) => needsAny(definitionOf(each), changed)).map(({ segment }) => segment);
      await holdSegments(inside, shop, [due.segment, ...dependents(due.segment, segments), ...turned]);
      await evaluateWhole(inside, shop, { ...start, cutoffs }, due, segments, cause);
      if (turned.length > 0) await dueAgain(inside, shop, turned, false);
      await inside.point("evaluate:before-commit");
      return 1;
    });
    if (moved > 0) await lookOver(world, "membership");
    return moved;
  } catch (problem) {
    return await parkCulprits(world, shop, taken, problem);
  }
}

/** Inside a road's transaction. */
export async function evaluateWhole(
  world: World, shop: ShopId, start: Start, due: RoadSegment, segments: RoadHead[], cause: Cause,
): Promise<void> {
  const { segment, version } = due;
  const asked = question(due, shop, start);
  const isQuiet = cause === "first" || cause === "edit";
  // Who is unknown is counted anew where the question is: it costs a look at everybody, members do not.
  const verdicts = isQuiet ? asked.verdicts() : sql`select m.customer_id, true as verdict from (${asked.members()}) m`;
  await world.db.run(sql`set local enable_hashagg = off`);
  const whole = await moveAll(world, shop, { segment, version, verdicts }, start.now, cause, isQuiet ? 0 : cause === "import" ? IMPORT_NOTES_MAX : Number.MAX_SAFE_INTEGER);
  const moved = whole.entered + whole.left > 0;
  if ((moved && !whole.noted) || due.evaluatedAt === null) await noteRebuilt(world, shop, segment, version, cause, start.now);
  await settleFull(world, shop, { segment, version, now: start.now, ms: Math.max(0, world.now().getTime() - start.now.getTime()), members: whole.members, unknown: isQuiet ? whole.unknown : null });
  if (!moved) return;
  // The clock road goes on to those who ask about this one by itself, in the same run.
  if (cause !== "clock") await dueAgain(world, shop, dependents(segment, segments), isQuiet);
  if (due.synced) await wakeMirror(world, shop);
}
