// What the page of a flow's replay shows: the newest replay of the draft exactly as it is, with words for its steps, and one
// person's way through it.
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { FlowDefinition } from "../definition.ts";
import { readReplay } from "../replay/replay-rows.server.ts";
import type { ReplayView } from "../replay/replay-view.ts";
import { replayedPath } from "../replay/path.server.ts";
import { storyOf } from "../report/story.ts";
import { stepTitle } from "../report/step-title.ts";
import { digestOf } from "./digest.ts";
import { namedFlows, type FlowRow } from "./flow-rows.server.ts";
import { flowNames } from "./flow-names.server.ts";
import { nameOfPeople } from "./people-rows.server.ts";
import { noteReplaySeen } from "./seen-rows.server.ts";
import type { StepTitle } from "./views.ts";

type Sampled = { customerId: string; firstName: string | null; lastName: string | null; email: string | null; sent: number; ended: string | null };
export type ReplayScreen = { replay: ReplayView | null; steps: StepTitle[]; flows: { flowId: number; name: string }[]; people: Sampled[] };

/** A replay that is done is seen from here on. */
export async function replayScreen(world: World, shop: ShopId, { flowId, draft }: FlowRow): Promise<ReplayScreen> {
  const digest = digestOf(draft);
  const replay = await readReplay(world, shop, flowId, digest);
  if (!replay) return { replay: null, steps: stepsOf(draft), flows: [], people: [] };
  if (replay.state === "done" && replay.seenAt === null) await noteReplaySeen(world, shop, flowId, digest, world.now());
  const flows = Object.keys(replay.result.alsoIn).length === 0 ? [] : (await namedFlows(world, shop)).map((each) => ({ flowId: Number(each.flowId), name: each.name }));
  const names = new Map((await nameOfPeople(world, shop, replay.result.samples.map(({ customer }) => customer))).map((each) => [String(each.customerId), each]));
  const people = replay.result.samples.flatMap(({ customer, sent, ended }) => {
    const named = names.get(customer);
    return named ? [{ ...named, customerId: String(named.customerId), sent, ended }] : [];
  });
  return { replay, steps: stepsOf(draft), flows, people };
}

export const stepsOf = ({ steps }: FlowDefinition): StepTitle[] => steps.map((step) => ({ id: step.id, kind: step.kind, title: stepTitle(step, null) }));

/** What would have happened to one person, run by run. Null: there is no such replay or customer. */
export async function personsPath(world: World, shop: ShopId, { flowId }: Pick<FlowRow, "flowId">, replayId: string, person: string) {
  const customer = CustomerId.safeParse(person);
  const path = customer.success ? await replayedPath(world, shop, { flow: flowId, replay: replayId }, customer.data) : null;
  if (!path || !customer.success) return null;
  const { definition } = path;
  const names = await flowNames(world, shop, [definition]);
  const titles = new Map(stepsOf(definition).map(({ id, title }) => [id, title]));
  const [named] = await nameOfPeople(world, shop, [customer.data]);
  return {
    person: named ? { ...named, customerId: String(named.customerId) } : null,
    refusals: path.refusals.map(({ at, reason }) => ({ at, reason })),
    runs: path.runs.map(({ run, at, control, steps }) => ({ run, at, control, moments: storyOf(steps.map(({ line }) => line), () => definition, (_, step) => titles.get(step) ?? step, names) })),
  };
}
