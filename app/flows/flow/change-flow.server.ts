// What a merchant does with a flow beside publishing it: rename, pause, let go on, end, put away. Those who are in it are told
// in stages (tell-runs.server.ts).
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { lockFlows } from "../../lib/lock.server.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { wake } from "../../lib/pump.server.ts";
import { transact, type World } from "../../lib/world.ts";
import { FlowDraft } from "../definition.ts";
import { aboutMs } from "../span.ts";
import { releaseEntries } from "../run/entry-rows.server.ts";
import { setListened } from "../told/listened-rows.server.ts";
import { skipPause } from "../told/watch-rows.server.ts";
import { beginMissed } from "./activation.ts";
import { type FlowId, isRunning } from "./flow.ts";
import { type FlowRow, lockFlow, lockNames, removeFlow, renameFlowRow, turnFlow } from "./flow-rows.server.ts";
import { PER_HOUR_MAX, type Progress, type Telling } from "./progress.ts";
import { GONE, isTaken } from "./save-flow.server.ts";
import { runsIn } from "./told-runs-rows.server.ts";
import { flowsThatName, versionsOf } from "./version-rows.server.ts";

export type Answer = { problems: Problem[] };
const DONE: Answer = { problems: [] };
const wrong = (message: string, path: Problem["path"] = []): Answer => ({ problems: [{ path, message }] });

function change(world: World, shop: ShopId, flow: FlowId, how: (inside: World, before: FlowRow, now: Date) => Promise<Answer>): Promise<Answer> {
  return transact(world, async (inside) => {
    const before = await lockFlow(inside, shop, flow);
    return before && before.state !== "archived" ? how(inside, before, world.now()) : wrong(GONE);
  });
}

export async function renameFlow(world: World, shop: ShopId, flow: FlowId, name: unknown): Promise<Answer> {
  const read = FlowDraft.shape.name.safeParse(name);
  if (!read.success) return { problems: problemsOf(read.error).map((problem) => ({ ...problem, path: ["name"] })) };
  return transact(world, async (inside) => {
    const known = await lockNames(inside, shop);
    const before = await lockFlow(inside, shop, flow);
    if (!before || before.state === "archived") return wrong(GONE);
    if (isTaken(read.data, known, flow)) return wrong("Another flow has this name.", ["name"]);
    if (before.name !== read.data) await renameFlowRow(inside, shop, flow, read.data, world.now());
    return DONE;
  });
}

const telling = { below: null, cursor: "0", told: 0, perHour: null };

/** After whatever is still to be told. */
const said = (progress: Progress, next: Telling): Progress => ({ ...progress, tellings: [...progress.tellings, next] });

/** Nobody enters, everybody stands still. What happens meanwhile is still heard: whoever orders still leaves. */
export const pauseFlow = (world: World, shop: ShopId, flow: FlowId): Promise<Answer> => change(world, shop, flow, async (inside, before, now) => {
  if (before.state !== "live" && before.state !== "shadow") return wrong("Only a flow that is live can be paused.");
  await turnFlow(inside, shop, before, { state: "paused", pausedAt: now, dueAt: now, progress: said(before.progress, { ...telling, say: "pause" }) }, now);
  await wake(inside, shop, "flow");
  return DONE;
});

/** `overdue`: what should have happened meanwhile happens now, so many an hour, or its texts are given up. `missed`: whoever would have entered meanwhile stays out, or is let in where they would stand, as many an hour. */
export const Resuming = z.strictObject({ overdue: z.enum(["go", "expire"]), missed: z.enum(["out", "in"]).default("out"), perHour: z.int().min(1, "At least one an hour.").max(PER_HOUR_MAX).nullable() });

export async function resumeFlow(world: World, shop: ShopId, flow: FlowId, input: unknown): Promise<Answer> {
  const read = Resuming.safeParse(input);
  if (!read.success) return { problems: problemsOf(read.error) };
  const { overdue, missed, perHour } = read.data;
  return transact(world, async (within) => {
    // Whoever decides about entries just now still takes the flow for one that stands still, and has their entries wait: they are let go on after that.
    await lockFlows(within, shop);
    return change(within, shop, flow, async (inside, before, now) => {
      if (before.state !== "paused") return wrong("This flow is not paused.");
      const state = before.liveAt === null ? "shadow" : "live";
      const isLetting = before.progress.activation !== null && !before.progress.activation.isDone;
      if (missed === "in" && isLetting) return wrong("Others are still being let in from before. Let those in whom it missed once that is done, under “Let people in”.", ["missed"]);
      if (before.pausedAt) await skipPause(inside, shop, flow, { from: before.pausedAt, until: now, isOut: missed === "out" });
      const progress = missed === "in" ? withMissed(before, perHour, now) : before.progress;
      await turnFlow(inside, shop, before, { state, pausedAt: null, problem: null, dueAt: now, progress: said(progress, { ...telling, say: "resume", overdue, perHour, from: now.getTime() }) }, now);
      await releaseEntries(inside, shop, flow, now);
      await wake(inside, shop, "flow");
      return DONE;
    });
  });
}

function withMissed({ progress, version, pausedAt }: FlowRow, perHour: number | null, now: Date): Progress {
  const id = progress.activations + 1;
  return version === null || pausedAt === null ? progress : { ...progress, activation: beginMissed(pausedAt, { id, version, perHour, now }), activations: id };
}

/** Everybody leaves; it never runs again. Goals may still be reached for as long as they count. */
export const endFlow = (world: World, shop: ShopId, flow: FlowId): Promise<Answer> => change(world, shop, flow, async (inside, before, now) => {
  if (!isRunning(before.state)) return wrong(before.state === "draft" ? "This flow was never live." : "This flow has ended already.");
  const goals = (await versionsOf(inside, shop, flow)).flatMap(({ definition }) => definition.goals.map(({ within }) => aboutMs(within)));
  const { activation, ...progress } = before.progress;
  await turnFlow(inside, shop, before, {
    state: "ended", endedAt: now, pausedAt: null, dueAt: now,
    progress: { ...progress, activation: activation && { ...activation, isDone: true }, tellings: [{ ...telling, say: "stop" }], deafAt: now.getTime() + Math.max(0, ...goals) },
  }, now);
  await wake(inside, shop, "flow");
  return DONE;
});

/** Out of sight. What it did stays to be read; its name may be given to another. A draft that was never published is gone. */
export const archiveFlow = (world: World, shop: ShopId, flow: FlowId): Promise<Answer> => change(world, shop, flow, async (inside, before, now) => {
  if (isRunning(before.state)) return wrong("End this flow first.");
  if ((await runsIn(inside, shop, flow)) > 0) return wrong("People are still leaving this flow. Try again in a minute.");
  const users = await flowsThatName(inside, shop, before);
  if (users.length > 0) return wrong(`It cannot be put away while ${users.map(({ name }) => `“${name}”`).join(", ")} ${users.length === 1 ? "starts or stops" : "start or stop"} it.`);
  if (before.state === "draft" && before.version === null) {
    await removeFlow(inside, shop, flow);
    return DONE;
  }
  await setListened(inside, shop, flow, []);
  await turnFlow(inside, shop, before, { state: "archived", dueAt: null }, now);
  return DONE;
});
