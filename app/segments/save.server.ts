// Saving segments: what a merchant got wrong comes back as problems beside its field; what is right is
// a new version, which everybody is asked anew. Definitions come in as JSON and are read here.
import { z } from "zod";
import type { SegmentId } from "../lib/ids.ts";
import { type ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import { NAME_MAX } from "../lib/name.ts";
import { lockAskers } from "../lib/lock.server.ts";
import { wake } from "../lib/pump.server.ts";
import type { Problem } from "../lib/problem.ts";
import { cut, WHOLE_TEXT } from "../lib/whole-text.ts";
import { transact, type World } from "../lib/world.ts";
import { asksOwners } from "../products/standing.ts";
import { neededByCampaigns } from "../shops/campaign-use-rows.server.ts";
import { neededByFlows } from "../shops/flow-use-rows.server.ts";
import { checkDraft } from "./check-draft.server.ts";
import { flowsOf, usesOf } from "./check.ts";
import { type Definition, readDefinition } from "./definition.ts";
import { forgetCopies } from "./native/copy-rows.server.ts";
import { withoutNotes } from "./note.ts";
import { type AskedOfFlows,
  countSegment, currentVersion, hasEverHadOne, insertSegment, insertVersion, type KnownSegment, lockSegments, removeSegment, renameSegment, renoteVersion, SEGMENTS_MAX, tryAgain,
  turnToVersion,
} from "./save-rows.server.ts";
import { STARTED_BY, usedBy } from "./screen-rows.server.ts";
import { sentenceOf } from "./sentence.server.ts";
import { STARTERS, templateDefinition } from "./templates.ts";

const Name = z.string().trim().min(1, "Give the segment a name.").max(NAME_MAX, `A name has at most ${NAME_MAX} characters.`).regex(WHOLE_TEXT, "Use whole characters.");

export type Saved = { segment: SegmentId; version: number } | { problems: Problem[] };
/** `by` is who saved it, as the page of the segment shows it. */
export type Draft = { name: string; definition: unknown; by?: string | null };

const wrong = (path: Problem["path"], message: string) => ({ problems: [{ path, message }] });

export function createSegment(world: World, shop: ShopId, draft: Draft): Promise<Saved> {
  return transact(world, async (inside) => {
    await holdAskers(inside, shop, draft);
    const known = await lockSegments(inside, shop);
    if (known.length >= SEGMENTS_MAX) return wrong([], `A shop can have at most ${SEGMENTS_MAX.toLocaleString("en")} segments. Delete one that is not used any more.`);
    const checked = await check(inside, shop, known, null, draft);
    if ("problems" in checked) return checked;
    const now = world.now();
    const segment = await countSegment(inside, shop);
    await insertSegment(inside, shop, segment, checked.name, now);
    await insertVersion(inside, shop, segment, { version: 1, ...checked, createdBy: draft.by ?? null }, now);
    await wake(inside, shop, "evaluate");
    return { segment, version: 1 };
  });
}

/** Whoever moves runs, or writes how variants stand, knows of this segment meanwhile or is done: nobody is missed by both its first count and their marks. */
async function holdAskers(world: World, shop: ShopId, { definition }: Partial<Draft>): Promise<void> {
  const read = definition === undefined ? null : readDefinition(definition);
  if (read && "definition" in read && (flowsOf(read.definition).flows.length > 0 || asksOwners(read.definition))) await lockAskers(world, shop);
}

/** A new version where the question changed; a new name alone, or other notes, ask nobody anything. */
export function saveSegment(world: World, shop: ShopId, segment: SegmentId, draft: Partial<Draft>): Promise<Saved> {
  return transact(world, async (inside) => {
    await holdAskers(inside, shop, draft);
    const known = await lockSegments(inside, shop);
    const current = await currentVersion(inside, shop, segment);
    if (!current) return wrong([], "This segment was deleted meanwhile.");
    const { name = current.name, definition = current.definition, by = null } = draft;
    const checked = await check(inside, shop, known, segment, { name, definition });
    if ("problems" in checked) return checked;
    const now = world.now();
    if (checked.name !== current.name) await renameSegment(inside, shop, segment, checked.name, now);
    const stored = readDefinition(current.definition);
    if ("definition" in stored && asked(stored.definition) === asked(checked.definition)) {
      if (JSON.stringify(stored.definition) !== JSON.stringify(checked.definition)) await renoteVersion(inside, shop, segment, current.version, checked.definition, now);
      return { segment, version: current.version };
    }
    const version = current.version + 1;
    await insertVersion(inside, shop, segment, { version, ...checked, createdBy: by }, now);
    await turnToVersion(inside, shop, segment, version, now);
    await wake(inside, shop, "evaluate");
    return { segment, version };
  });
}

const asked = (definition: Definition): string => JSON.stringify(withoutNotes(definition));

export async function duplicateSegment(world: World, shop: ShopId, segment: SegmentId): Promise<Saved> {
  const original = await currentVersion(world, shop, segment);
  if (!original) return wrong([], "This segment was deleted meanwhile.");
  return createSegment(world, shop, { name: cut(`Copy of ${original.name}`, NAME_MAX), definition: original.definition });
}

/** Refused, with the reason, while something still needs it. Empty when it is gone. A copy of it in Shopify is the merchant's, and stays there. */
export function deleteSegment(world: World, shop: ShopId, segment: SegmentId): Promise<Problem[]> {
  return transact(world, async (inside) => {
    await lockSegments(inside, shop);
    const current = await currentVersion(inside, shop, segment);
    if (!current) return [];
    const users = await usedBy(inside, shop, segment);
    if (users.length > 0) return wrong([], `It cannot be deleted while ${users.map(({ name }) => `“${name}”`).join(", ")} ${users.length === 1 ? "asks" : "ask"} about it.`).problems;
    const needed = [...(await neededByCampaigns(inside, shop, "segments", segment)), ...(await neededByFlows(inside, shop, "segment", segment))];
    if (needed.length > 0) return needed;
    if (current.syncState !== "off") return wrong([], "It cannot be deleted while its tag is kept in Shopify. Stop the sync first; you can take the tags away with it.").problems;
    await forgetCopies(inside, shop, segment);
    await removeSegment(inside, shop, segment, world.now());
    // Where it is kept on platforms, it goes.
    await wake(inside, shop, "mirror");
    return [];
  });
}

/** A parked segment is asked again. */
export async function retrySegment(world: World, shop: ShopId, segment: SegmentId): Promise<void> {
  await transact(world, async (inside) => {
    if ((await tryAgain(inside, shop, segment)) > 0) await wake(inside, shop, "evaluate");
  });
}

/** The three segments every shop begins with; a shop that has ever had a segment keeps what it has. */
export async function createStarters(world: World, shop: ShopId): Promise<void> {
  if (await hasEverHadOne(world, shop)) return;
  await transact(world, async (inside) => {
    await lockSegments(inside, shop);
    if (await hasEverHadOne(inside, shop)) return;
    for (const starter of STARTERS) {
      const saved = await createSegment(inside, shop, { name: starter.name, definition: templateDefinition(starter), by: STARTED_BY });
      invariant("segment" in saved, `the starter segment "${starter.name}" can be saved`);
    }
  });
}

type Checked = { name: string; definition: Definition; sentence: string; uses: number[]; asked: AskedOfFlows };

async function check(world: World, shop: ShopId, known: KnownSegment[], segment: SegmentId | null, draft: Draft): Promise<Checked | { problems: Problem[] }> {
  const problems: Problem[] = [];
  const name = Name.safeParse(draft.name);
  if (!name.success) problems.push({ path: ["name"], message: name.error.issues[0]?.message ?? "" });
  const taken = known.some((other) => other.segmentId !== segment && other.name.toLowerCase() === name.data?.toLowerCase());
  if (taken) problems.push({ path: ["name"], message: "Another segment has this name." });
  const checked = await checkDraft(world, shop, segment, draft.definition, known);
  if ("problems" in checked) return { problems: [...problems, ...checked.problems] };
  if (problems.length > 0 || !name.success) return { problems };
  const { definition } = checked;
  return { name: name.data, definition, sentence: await sentenceOf(world, shop, definition), uses: usesOf(definition), asked: flowsOf(definition) };
}
