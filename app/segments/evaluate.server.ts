// The pump that keeps membership true as facts arrive and questions change: the facts road, then one
// whole segment where that is due. Time alone is the clock road's (clock.server.ts).
import type { Pump } from "../lib/pump.server.ts";
import { factsRoad } from "./evaluate-facts.server.ts";
import { fullRoad } from "./evaluate-full.server.ts";
import { isAnyChanged, isAnyFullDue } from "./road-rows.server.ts";

export const evaluate: Pump = {
  name: "evaluate",
  step: async (world, shop) => (await factsRoad(world, shop)) + (await fullRoad(world, shop)),
  isDue: async (world, shop) => (await isAnyChanged(world, shop)) || (await isAnyFullDue(world, shop)),
  follow: factsRoad,
};
