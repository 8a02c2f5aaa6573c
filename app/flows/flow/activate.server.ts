// What is due for a flow as a whole, a stage at a time: those who are in it are told what was decided, and those whom an
// activation lets in get their turn. A step of the pump `flow`; each stage is one transaction that holds the flow's row.
import type { ShopId } from "../../lib/ids.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { wake } from "../../lib/pump.server.ts";
import { transact, type World } from "../../lib/world.ts";
import { insertEntries } from "../told/entry-rows.server.ts";
import { setListened } from "../told/listened-rows.server.ts";
import { armMissed } from "../told/watch-rows.server.ts";
import { beginActivation, turnAt } from "./activation.ts";
import { callOffEntries, drawHeld, heldIn, insertHeld } from "./activation-rows.server.ts";
import type { FlowId } from "./flow.ts";
import { dueFlow, type FlowRow, lockFlow, noteProgress } from "./flow-rows.server.ts";
import { matchingPage } from "./matching.server.ts";
import { type Activation, Enters, type Progress } from "./progress.ts";
import { GONE } from "./save-flow.server.ts";
import { tellRuns } from "./tell-runs.server.ts";

/** Returns how much was moved; 0: nothing is due. */
export async function activateDue(world: World, shop: ShopId): Promise<number> {
  return transact(world, async (inside) => {
    const now = world.now();
    const flow = await dueFlow(inside, shop, now);
    if (!flow) return 0;
    const { progress, moved } = await stage(inside, shop, flow, now);
    await noteProgress(inside, shop, flow.flowId, progress, dueAfter(flow, progress, now));
    await world.point("flow:before-stage-commit");
    return moved + 1;
  });
}

function dueAfter({ state }: FlowRow, { tellings, activation, deafAt }: Progress, now: Date): Date | null {
  const isLetting = activation !== null && !activation.isDone && (state === "live" || state === "shadow");
  return tellings.length > 0 || isLetting ? now : deafAt === null ? null : new Date(deafAt);
}

async function stage(world: World, shop: ShopId, flow: FlowRow, now: Date): Promise<{ progress: Progress; moved: number }> {
  const { progress, flowId, state } = flow;
  if (progress.tellings.length > 0) {
    const { progress: after, told } = await tellRuns(world, shop, flow, now);
    return { progress: after, moved: told };
  }
  if (progress.activation && !progress.activation.isDone && (state === "live" || state === "shadow")) return letSome(world, shop, flow, progress.activation, now);
  if (progress.deafAt === null || progress.deafAt > now.getTime()) return { progress, moved: 0 };
  await setListened(world, shop, flowId, []);
  return { progress: { ...progress, deafAt: null }, moved: 0 };
}

async function letSome(world: World, shop: ShopId, flow: FlowRow, activation: Activation, now: Date): Promise<{ progress: Progress; moved: number }> {
  const { flowId, progress } = flow;
  const { matching, late, seen, cursor, watches } = await matchingPage(world, shop, flowId, activation);
  const { enters } = activation;
  const isSample = enters.how === "sample";
  const perHour = enters.how === "none" ? null : enters.perHour;
  const entries = matching.map(({ customer, trigger, fact, at, about, place }, index) => {
    const due = new Date(turnAt(activation.since, activation.let + index, perHour));
    return { flow: flowId, customer, trigger, fact, at: place ? at : due, about, dueAt: due, mode: place ? ("timeline" as const) : ("now" as const), detail: place ? { place } : null };
  });
  const let_ = isSample ? await insertHeld(world, shop, entries, now) : await insertEntries(world, shop, entries, now);
  await armMissed(world, shop, watches);
  const after = { ...activation, seen: activation.seen + seen, late: activation.late + late, let: isSample ? 0 : activation.let + let_, held: isSample ? activation.held + let_ : 0, cursor: cursor ?? activation.cursor };
  const next = cursor === null ? await finish(world, shop, flowId, after, now) : after;
  return { progress: { ...progress, activation: next }, moved: let_ };
}

/** Of a sample the lot is drawn when it is known who matches. */
async function finish(world: World, shop: ShopId, flow: FlowId, activation: Activation, now: Date): Promise<Activation> {
  const { enters, held } = activation;
  if (enters.how !== "sample") return { ...activation, isDone: true };
  const people = enters.people ?? Math.ceil((held * (enters.percent ?? 0)) / 100);
  const drawn = await drawHeld(world, shop, flow, { people, from: now, perHour: enters.perHour });
  await wake(world, shop, "flow");
  return { ...activation, isDone: true, let: drawn, held: await heldIn(world, shop, flow) };
}

type Answer = { problems: Problem[] };
const wrong = (message: string): Answer => ({ problems: [{ path: [], message }] });

/** More people into a flow that is live already. */
export async function activateFlow(world: World, shop: ShopId, flow: FlowId, input: unknown): Promise<Answer> {
  const read = Enters.safeParse(input);
  if (!read.success) return { problems: problemsOf(read.error) };
  return transact(world, async (inside) => {
    const before = await lockFlow(inside, shop, flow);
    if (!before) return wrong(GONE);
    if ((before.state !== "live" && before.state !== "shadow") || before.version === null) return wrong("Only into a flow that is live can people be let in.");
    const { progress } = before;
    if (progress.activation && !progress.activation.isDone) return wrong("People are being let in already. Wait until that is done, or stop it first.");
    const now = world.now();
    const activation = beginActivation(read.data, { id: progress.activations + 1, version: before.version, since: now.getTime() });
    if (!activation) return wrong("Choose whom to let in.");
    await noteProgress(inside, shop, flow, { ...progress, activation, activations: activation.id }, now);
    await wake(inside, shop, "flow");
    return { problems: [] };
  });
}

/** The rest of a sample: whoever matched then and was not drawn. */
export async function letRestIn(world: World, shop: ShopId, flow: FlowId, perHour: number | null): Promise<Answer> {
  return transact(world, async (inside) => {
    const before = await lockFlow(inside, shop, flow);
    if (!before || (before.state !== "live" && before.state !== "shadow")) return wrong("Only into a flow that is live can people be let in.");
    const held = await heldIn(inside, shop, flow);
    const drawn = await drawHeld(inside, shop, flow, { people: held, from: world.now(), perHour });
    const { activation } = before.progress;
    await noteProgress(inside, shop, flow, { ...before.progress, activation: activation && { ...activation, let: activation.let + drawn, held: 0 } }, before.dueAt);
    await wake(inside, shop, "flow");
    return { problems: [] };
  });
}

/** Whoever had not their turn yet stays out; those who are in it stay. */
export async function stopActivation(world: World, shop: ShopId, flow: FlowId): Promise<Answer> {
  return transact(world, async (inside) => {
    const before = await lockFlow(inside, shop, flow);
    if (!before) return wrong(GONE);
    const { activation } = before.progress;
    await callOffEntries(inside, shop, flow, null, world.now());
    if (activation) await noteProgress(inside, shop, flow, { ...before.progress, activation: { ...activation, isDone: true, held: 0 } }, before.dueAt);
    return { problems: [] };
  });
}
