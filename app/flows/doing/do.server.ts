// Carries out what runs ask for, a set at a time: each in the transaction that settles its row, so that it is done once,
// whatever dies in between. Whoever has to speak to somebody outside writes a command by the row's own key and waits for
// what comes of it. The outside's no stands on the row.
import { lockFacts } from "../../customers/rows.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import { transact, type World } from "../../lib/world.ts";
import { FlowDefinition } from "../definition.ts";
import { afterCommands, afterParts, type Doing, type DoingResult, type Part, type PartDone, partsOf, type Told } from "./doing.ts";
import { closeAsked, commandsBy, dueDoings, holdDoings, type Settled, settleDoings, toldDoings, versionsOf } from "./doing-rows.server.ts";
import type { Step } from "../step.ts";
import { carryOut, touchesFacts } from "./carry-out.server.ts";

const DUE_MAX = 500;

/** Returns how many rows moved. */
export async function doDue(world: World, shop: ShopId): Promise<number> {
  const now = world.now();
  const closed = await closeAsked(world, shop, now);
  const settled = await hearCommands(world, shop, now);
  return closed + settled + (await doSome(world, shop, now));
}

async function doSome(world: World, shop: ShopId, now: Date): Promise<number> {
  const due = await dueDoings(world, shop, now, DUE_MAX);
  if (due.length === 0) return 0;
  const wanted = await wantedOf(world, shop, due);
  return transact(world, async (world) => {
    // Before any row is held: whoever merges customers holds the facts, and then wants these rows.
    if (wanted.parts.some(touchesFacts)) await lockFacts(world, shop);
    const held = await holdDoings(world, shop, due.map(({ doing }) => doing));
    const { parts, without } = await wantedOf(world, shop, held);
    const told = await carryOut(world, shop, parts, now);
    await world.point("flow:after-doing");
    return settleDoings(world, shop, "due", [...settledBy(held, told), ...without], now);
  });
}

async function wantedOf(world: World, shop: ShopId, doings: readonly Doing[]): Promise<{ parts: Part[]; without: Settled[] }> {
  const steps = await stepsOf(world, shop, doings);
  const parts: Part[] = [];
  const without: Settled[] = [];
  for (const doing of doings) {
    const found = steps.get(nameOf(doing, doing.step));
    const mine = found ? partsOf(doing, found.step, found.flowName) : [];
    parts.push(...mine);
    // An alert waits for somebody to tick it off, as an approval for an answer.
    if (found?.step.kind === "alert" || found?.step.kind === "approval") without.push({ doing: doing.doing, state: "asked", problem: null, result: null });
    else if (mine.length === 0) without.push({ doing: doing.doing, state: found ? "done" : "refused", problem: found ? null : "The step is not in the flow any more.", result: null });
  }
  return { parts, without };
}

type Found = { step: Step; flowName: string };
const nameOf = ({ flow, version }: Pick<Doing, "flow" | "version">, step: string): string => `${flow}/${version}/${step}`;

async function stepsOf(world: World, shop: ShopId, doings: readonly Doing[]): Promise<Map<string, Found>> {
  const versions = doings.length === 0 ? [] : await versionsOf(world, shop, doings);
  return new Map(versions.flatMap((version) => {
    const read = FlowDefinition.safeParse(version.definition);
    return read.success ? read.data.steps.map((step): [string, Found] => [nameOf(version, step.id), { step, flowName: version.name }]) : [];
  }));
}

function settledBy(held: readonly Doing[], told: readonly Told[]): Settled[] {
  const byDoing = Map.groupBy(told, ({ part }) => part.of.doing);
  return held.flatMap((doing) => {
    const mine = byDoing.get(doing.doing);
    if (!mine) return [];
    const parts = mine.map(({ part: { at }, outcome }): PartDone => ({ at, state: outcome.state, problem: outcome.state === "refused" ? outcome.problem : null, keys: outcome.state === "sent" ? outcome.keys : [] }));
    return [{ doing: doing.doing, ...afterParts(doing.result, parts) }];
  });
}

/** What became of the commands that were handed over: those that are under way still are waited for on. */
function hearCommands(world: World, shop: ShopId, now: Date): Promise<number> {
  return transact(world, async (world) => {
    const told = await toldDoings(world, shop, DUE_MAX);
    if (told.length === 0) return 0;
    const commands = new Map((await commandsBy(world, shop, told.flatMap(({ result }) => keysIn(result)))).map((command) => [command.key, command]));
    return settleDoings(world, shop, "told", told.map(({ doing, result }) => ({ doing, ...afterParts(result, result.parts.filter(({ state }) => state === "sent").map((part) => afterCommands(part, part.keys.map((key) => commands.get(key))))) })), now);
  });
}

const keysIn = ({ parts }: DoingResult): string[] => parts.flatMap(({ state, keys }) => (state === "sent" ? keys : []));
