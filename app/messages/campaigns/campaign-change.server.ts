// What a merchant does with a campaign: begins it, edits it, counts it dry, starts it, pauses it, calls it off. Nothing
// starts whose very version was not counted and seen, and nothing that has started is edited.
import type { ShopId } from "../../lib/ids.ts";
import { cut } from "../../lib/whole-text.ts";
import { NAME_MAX } from "../../lib/name.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { wake } from "../../lib/pump.server.ts";
import { earlier } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { knownLists } from "../../lists/rows.server.ts";
import { knownSegments } from "../../segments/save-rows.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import { type CampaignDefinition, CampaignDraft, type CampaignId, CAMPAIGNS_MAX, checkCampaign, tidy } from "./campaign.ts";
import { FRESH_MS } from "./campaign-dry.ts";
import { beginDry, cancelDries, cancelDry, noteSeen, readDry } from "./campaign-dry-rows.server.ts";
import { roughSize } from "./campaign-people-rows.server.ts";
import { localOf, startsAt } from "./campaign-plan.ts";
import { type CampaignRow, countCampaigns, insertCampaign, lockCampaign, readCampaign, removeCampaign, renameCampaign, turnCampaign, turnToVersion } from "./campaign-rows.server.ts";
import { kindOf } from "../message/message.ts";
import { readMessage } from "../message/message-rows.server.ts";

type Answer = { problems: Problem[] };
export type Saved = { campaign: CampaignId; version: number } | Answer;

const wrong = (message: string, path: Problem["path"] = []): Answer => ({ problems: [{ path, message }] });
const GONE = wrong("This campaign is not there any more.");
const DONE: Answer = { problems: [] };

export async function createCampaign(world: World, shop: ShopId, input: unknown): Promise<Saved> {
  const read = CampaignDraft.safeParse(input);
  if (!read.success) return { problems: problemsOf(read.error) };
  return transact(world, async (inside): Promise<Saved> => {
    const definition = tidy(read.data.definition);
    const problems = await check(inside, shop, definition);
    if (problems.length > 0) return { problems };
    if ((await countCampaigns(inside, shop)) >= CAMPAIGNS_MAX) return wrong(`A shop keeps at most ${CAMPAIGNS_MAX.toLocaleString("en")} campaigns.`);
    return { campaign: await insertCampaign(inside, shop, read.data.name, definition, world.now()), version: 1 };
  });
}

/** A new version where anything but the name changed; what was counted dry is then of another version. */
export async function saveCampaign(world: World, shop: ShopId, id: CampaignId, input: unknown): Promise<Saved> {
  const read = CampaignDraft.safeParse(input);
  if (!read.success) return { problems: problemsOf(read.error) };
  return transact(world, async (inside): Promise<Saved> => {
    const before = await lockCampaign(inside, shop, id);
    if (!before) return GONE;
    if (before.state !== "draft") return wrong("This campaign has been started. Copy it to send something else.");
    const definition = tidy(read.data.definition);
    const problems = await check(inside, shop, definition);
    if (problems.length > 0) return { problems };
    const now = world.now();
    if (read.data.name !== before.name) await renameCampaign(inside, shop, id, read.data.name, now);
    if (JSON.stringify(definition) === JSON.stringify(before.definition)) return { campaign: id, version: before.version };
    await cancelDries(inside, shop, id);
    await turnToVersion(inside, shop, id, before.version + 1, definition, now);
    return { campaign: id, version: before.version + 1 };
  });
}

async function check(world: World, shop: ShopId, definition: CampaignDefinition): Promise<Problem[]> {
  const [segments, lists, newest, found] = [await knownSegments(world, shop), await knownLists(world, shop), await readMessage(world, shop, definition.message.id), await readShop(world, shop)];
  const known = {
    segments: new Set<number>(segments.map(({ segmentId }) => segmentId)), lists: new Set<number>(lists.map(({ listId }) => listId)),
    message: newest && { kind: kindOf(newest.definition), newest: newest.version },
  };
  return checkCampaign(definition, known, localOf(world.now().getTime(), found?.timeZone ?? "UTC"));
}

/** As a draft of its own; a time that has passed is none. */
export async function copyCampaign(world: World, shop: ShopId, id: CampaignId): Promise<Saved> {
  const original = await readCampaign(world, shop, id);
  if (!original) return GONE;
  const { definition, name } = original;
  return createCampaign(world, shop, { name: cut(`Copy of ${name}`, NAME_MAX), definition: { ...definition, schedule: { ...definition.schedule, at: null } } });
}

export const deleteCampaign = (world: World, shop: ShopId, id: CampaignId): Promise<Answer> => change(world, shop, id, async (inside, before) => {
  if (before.state !== "draft") return wrong("What has been sent keeps its report. Only drafts can be deleted.");
  await removeCampaign(inside, shop, id);
  return DONE;
});

/** Counts anew from the beginning, whatever was counted before. */
export const startDry = (world: World, shop: ShopId, id: CampaignId): Promise<Answer> => change(world, shop, id, async (inside, before, now) => {
  if (before.state !== "draft") return wrong("This campaign has been started; its own numbers are in its report.");
  const problems = await check(inside, shop, before.definition);
  if (problems.length > 0) return wrong(problems[0]?.message ?? "");
  await beginDry(inside, shop, id, before.version, await roughSize(inside, shop, before.definition.include), now);
  await wake(inside, shop, "campaign");
  return DONE;
});

export const stopDry = (world: World, shop: ShopId, id: CampaignId): Promise<Answer> => change(world, shop, id, async (inside, before) => {
  await cancelDry(inside, shop, id, before.version);
  return DONE;
});

/** The merchant's yes, on the page of the dry run of this version. */
export const startCampaign = (world: World, shop: ShopId, id: CampaignId, version: number): Promise<Answer> => change(world, shop, id, async (inside, before, now) => {
  if (before.state !== "draft") return wrong("This campaign has been started already.");
  if (before.version !== version) return wrong("The campaign was edited meanwhile. Look at the dry run of its newest version first.");
  const dry = await readDry(inside, shop, id, version);
  if (dry?.state !== "done" || dry.doneAt === null || dry.result.messageVersion === null) return wrong("Let the dry run of this version end first.");
  if (dry.doneAt < earlier(now, FRESH_MS)) return wrong("This dry run is older than a day. Recalculate it first.");
  const problems = await check(inside, shop, before.definition);
  if (problems.length > 0) return wrong(problems[0]?.message ?? "");
  const message = await readMessage(inside, shop, before.definition.message.id, before.definition.message.version ?? undefined);
  if (message?.version !== dry.result.messageVersion) return wrong("The message was edited since this dry run. Recalculate it first.");
  const shopRow = await readShop(inside, shop);
  const at = new Date(startsAt(before.definition.schedule, shopRow?.timeZone ?? "UTC", now.getTime()));
  const isNow = at <= now;
  await noteSeen(inside, shop, id, version, now);
  await turnCampaign(inside, shop, before, { state: isNow ? "running" : "scheduled", startsAt: at, startedAt: isNow ? now : null, messageVersion: message.version, problem: null, dueAt: at }, now);
  await wake(inside, shop, "campaign", isNow ? undefined : at);
  return DONE;
});

/** Back to a draft, as long as nobody was taken. */
export const unschedule = (world: World, shop: ShopId, id: CampaignId): Promise<Answer> => change(world, shop, id, async (inside, before, now) => {
  if (before.state !== "scheduled") return wrong("This campaign is not waiting for its time any more.");
  await turnCampaign(inside, shop, before, { state: "draft", startsAt: null, messageVersion: null, dueAt: null }, now);
  return DONE;
});

/** From this instant on no text is taken; what is on its way already arrives. */
export const pauseCampaign = (world: World, shop: ShopId, id: CampaignId): Promise<Answer> => change(world, shop, id, async (inside, before, now) => {
  if (before.state !== "running") return wrong("This campaign is not being sent.");
  await turnCampaign(inside, shop, before, { state: "paused", pausedAt: now, problem: null, dueAt: now }, now);
  await wake(inside, shop, "campaign");
  return DONE;
});

export const resumeCampaign = (world: World, shop: ShopId, id: CampaignId): Promise<Answer> => change(world, shop, id, async (inside, before, now) => {
  if (before.state !== "paused") return wrong("This campaign is not paused.");
  const startedAt = before.startedAt ?? now;
  await turnCampaign(inside, shop, before, { state: "running", startedAt, pausedAt: before.pausedAt ?? before.changedAt, problem: null, dueAt: now }, now);
  await wake(inside, shop, "campaign");
  return DONE;
});

/** For good. Texts that did not go yet never will. */
export const cancelCampaign = (world: World, shop: ShopId, id: CampaignId): Promise<Answer> => change(world, shop, id, async (inside, before, now) => {
  if (before.state !== "running" && before.state !== "paused" && before.state !== "scheduled") return wrong("There is nothing left to cancel.");
  await turnCampaign(inside, shop, before, { state: "cancelled", problem: null, endedAt: now, dueAt: now }, now);
  await wake(inside, shop, "campaign");
  return DONE;
});

function change(world: World, shop: ShopId, id: CampaignId, work: (inside: World, before: CampaignRow, now: Date) => Promise<Answer>): Promise<Answer> {
  return transact(world, async (inside) => {
    const before = await lockCampaign(inside, shop, id);
    return before ? work(inside, before, world.now()) : GONE;
  });
}
