// What a segment costs runs when it asks about their flow: it is held while a batch of them moves, and so are a shop's facts.
import { advanceDue } from "#app/flows/run/advance-due.server.ts";
import { enterDue } from "#app/flows/run/enter-due.server.ts";
import type { FlowId } from "#app/flows/flow/flow.ts";
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { hours } from "#app/lib/time.ts";
import type { Node } from "#app/segments/definition.ts";
import { countSegment, insertSegment, insertVersion } from "#app/segments/save-rows.server.ts";
import { measured, type Measured, median } from "./measure.ts";
import { NOON } from "./flow-shop.ts";
import type { Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const PEOPLE = 5_000;
const HOURS = 4;
const ROUNDS = 4;

type LetIn = (people: number, round: number) => Promise<void>;

/** Batches of each kind by turns while nobody asks, and while a segment asks at which step people are. `letIn` tells of one order of each. */
export async function askedBench(bench: BenchWorld, shop: ShopId, flow: FlowId, size: Size, letIn: LetIn): Promise<Measured[]> {
  const segment = await ask(bench, shop, flow);
  const taken = { quiet: { entries: [] as number[], steps: [] as number[] }, asked: { entries: [] as number[], steps: [] as number[] } };
  for (let round = 1; round <= ROUNDS; round++) {
    const isAsked = round % 2 === 0;
    await bench.db.run(sql`update segment set deleted_at = ${isAsked ? null : NOON} where shop_id = ${shop} and segment_id = ${segment}`);
    await batches(bench, shop, letIn, round, taken[isAsked ? "asked" : "quiet"]);
  }
  return (["entries", "steps"] as const).map((what) => measured("flows", size, `a batch of ${what}, while a segment asks at which step people are`, sorted(taken.asked[what]), {
    reference: { what: "the same where nobody asks", medianMs: median(sorted(taken.quiet[what])) }, note: "facts of the shop wait as long",
  }));
}

async function batches(bench: BenchWorld, shop: ShopId, letIn: LetIn, round: number, taken: { entries: number[]; steps: number[] }): Promise<void> {
  bench.clock.set(NOON);
  await letIn(PEOPLE, round);
  taken.entries.push(...(await each(() => enterDue(bench, shop))));
  for (let hour = 1; hour <= HOURS; hour++) {
    bench.clock.set(new Date(NOON.getTime() + hours(hour)));
    taken.steps.push(...(await each(() => advanceDue(bench, shop))));
  }
}

const sorted = (taken: number[]) => taken.toSorted((one, other) => one - other);

/** How long each batch took (ms), without the last, which finds nothing. */
async function each(batch: () => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (;;) {
    const from = performance.now();
    if ((await batch()) === 0) return taken;
    taken.push(performance.now() - from);
  }
}

async function ask(bench: BenchWorld, shop: ShopId, flow: FlowId): Promise<SegmentId> {
  const segment = await countSegment(bench, shop);
  const node: Node = { kind: "flow", flow, how: { kind: "at", step: "b" } };
  await insertSegment(bench, shop, segment, "Bench: at b", bench.now());
  await insertVersion(bench, shop, segment, { version: 1, definition: { version: 1, node }, sentence: "", uses: [], asked: { flows: [flow], byStep: [flow] }, createdBy: null }, bench.now());
  await bench.db.run(sql`analyze segment`);
  return segment;
}
