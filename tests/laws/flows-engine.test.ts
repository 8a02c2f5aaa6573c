// What flows never do, however many workers race and die, facts come late and twice, and merchants pause, edit and erase
// meanwhile (flows-laws.ts). FLOW_LIVES says how many shops live through it, FLOW_SEED replays.
import { expect, test } from "vitest";
import { chanceFrom } from "#sandbox/chance.ts";
import { aWorld } from "#tests/support/world.ts";
import { expectFlowLaws } from "./flows-laws.ts";
import { aLife, live } from "./flows-life.ts";

const LIVES = Number(process.env["FLOW_LIVES"] ?? 1);
const SEED = Number(process.env["FLOW_SEED"] ?? Date.now() % 1_000_000);
console.info(`flows: seed=${SEED} lives=${LIVES}; replay with FLOW_SEED=${SEED}`);

const world = await aWorld(new Date("2026-06-15T13:00:00Z"));

test("however workers race and die, every run is its ledger, ends, and does nothing twice or after its exit", async () => {
  for (let each = 0; each < LIVES; each++) {
    const life = await aLife(world, chanceFrom(SEED + each));
    await live(life);
    const figures = await expectFlowLaws(life);
    console.info(`flows: ${JSON.stringify(figures)}, deaths ${JSON.stringify(Object.fromEntries(life.deaths))}`);
    expect(figures.runs).toBeGreaterThan(4);
    expect(figures.gone).toBeGreaterThan(2);
  }
}, 120_000 + LIVES * 120_000);
