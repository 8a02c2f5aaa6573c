// Runs as screens list them, each with its step in words.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { flowVersions, versionName } from "../flow/version-rows.server.ts";
import { messageNames, versionsOf } from "./report-rows.server.ts";
import { endReasons, listRuns, type RunFilter, type RunLine, RUNS_SHOWN, runsOfCustomer } from "./run-list-rows.server.ts";
import { stepTitle } from "./step-title.ts";
import type { Step } from "../step.ts";

export type TitledRun = RunLine & { title: string | null };

export async function readRuns(world: World, shop: ShopId, flow: number, filter: RunFilter): Promise<{ runs: TitledRun[]; next: string | null; steps: { id: string; title: string }[]; reasons: string[] }> {
  const found = await listRuns(world, shop, flow, filter);
  const shown = found.slice(0, RUNS_SHOWN);
  const versions = await versionsOf(world, shop, flow);
  const steps = new Map(versions.toReversed().flatMap(({ definition }) => definition.steps.map((step) => [step.id, step] as const)));
  const titles = await titlesOf(world, shop, [...steps.values()]);
  return {
    runs: await titled(world, shop, shown), next: found.length > RUNS_SHOWN ? (shown.at(-1)?.runId ?? null) : null,
    steps: [...steps.values()].map((step) => ({ id: step.id, title: titles(step) })), reasons: await endReasons(world, shop, flow),
  };
}

export const customerRuns = async (world: World, shop: ShopId, customer: CustomerId): Promise<TitledRun[]> => titled(world, shop, await runsOfCustomer(world, shop, customer));

async function titled(world: World, shop: ShopId, runs: readonly RunLine[]): Promise<TitledRun[]> {
  const versions = await flowVersions(world, shop, runs.map(({ flowId, version }) => ({ flow: flowId, version })));
  const stepOf = ({ flowId, version, step }: RunLine) => versions.get(versionName({ flow: flowId, version }))?.definition.steps.find(({ id }) => id === step);
  const titles = await titlesOf(world, shop, runs.flatMap((run) => stepOf(run) ?? []));
  return runs.map((run) => {
    const step = stepOf(run);
    return { ...run, title: step ? titles(step) : run.step };
  });
}

async function titlesOf(world: World, shop: ShopId, steps: readonly Step[]): Promise<(step: Step) => string> {
  const messages = await messageNames(world, shop, steps);
  return (step) => stepTitle(step, step.kind === "send" && step.message.kind === "saved" ? (messages.get(step.message.id) ?? null) : null);
}
