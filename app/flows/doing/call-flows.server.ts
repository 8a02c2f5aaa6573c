// One flow starts another for somebody, or takes them out of it.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Id, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { hearRuns } from "../run/run-rows.server.ts";
import { startRuns } from "../told/start.server.ts";
import { DONE, type Outcome, type Part, refused, type Told } from "./doing.ts";

export async function callFlows(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const told: Told[] = [];
  for (const { call, flow, all } of targets(parts)) {
    const outcome = flow === null ? refused("The step does not say which flow it means.") : call === "startFlow" ? await start(world, shop, flow, all) : await stop(world, shop, flow, all, now);
    told.push(...all.map((part) => ({ part, outcome })));
  }
  return told;
}

type Target = { call: "startFlow" | "stopFlow"; flow: number | null; all: Part[] };

function targets(parts: readonly Part[]): Target[] {
  const named = parts.flatMap((part) => (part.asked.kind === "call" && (part.asked.call.kind === "startFlow" || part.asked.call.kind === "stopFlow") ? [{ part, call: part.asked.call.kind, flow: part.asked.call.flow }] : []));
  return [...Map.groupBy(named, ({ call, flow }) => `${call}/${flow}`).values()].flatMap((all) => (all[0] ? [{ call: all[0].call, flow: all[0].flow, all: all.map(({ part }) => part) }] : []));
}

/** By the first of them, which is in no other set. Whoever is in the flow already, or may not enter, is told so by their entry. */
async function start(world: World, shop: ShopId, flow: number, all: readonly Part[]): Promise<Outcome> {
  const started = await startRuns(world, shop, flow, all.map(({ of }) => of.customer), { by: "flow", key: `doing/${all[0]?.of.doing ?? ""}` });
  return "problems" in started ? refused(started.problems.map(({ message }) => message).join(" ")) : DONE;
}

async function stop(world: World, shop: ShopId, flow: number, all: readonly Part[], now: Date): Promise<Outcome> {
  const runs = await world.db.rows(z.object({ run: Id }), sql`
    select run_id as run from flow_run where shop_id = ${shop} and flow_id = ${flow} and customer_id = any(${all.map(({ of }) => of.customer)}::bigint[]) and ended_at is null order by run_id`);
  await hearRuns(world, shop, runs.map(({ run }) => ({ run, heard: { kind: "stop" as const, reason: "byFlow" as const } })), now);
  return DONE;
}
