// The live preview while a definition is edited: how many are in, what each condition says, how many
// are left after each, a few of the people, and what saving would change. Nothing is written.
import { z } from "zod";
import type { CustomerId } from "../lib/ids.ts";
import { type SegmentId, type ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { type Sql, sql } from "../lib/sql.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { compile } from "./compile.ts";
import { withPins } from "./compile/pins.ts";
import { askAbout } from "./cutoff.server.ts";
import type { Definition, Path } from "./definition.ts";
import { limited } from "./limited.server.ts";
import { pinEffect, type PinEffect } from "./pin-rows.server.ts";
import { countFunnel, countLeaves, differenceFrom, type Person, samplePeople } from "./preview-rows.server.ts";

const TIMEOUT_MS = seconds(15);

export type LeafVerdicts = { path: Path; yes: number; no: number; unknown: number };

export type Preview = {
  /** Pins of the saved segment are counted in. */
  total: number;
  unknown: number;
  customers: number;
  /** Of every leaf, before what its ifUnknown makes of it. */
  leaves: LeafVerdicts[];
  /** How many are left after each of the conditions that all must hold. */
  funnel: number[];
  sample: Person[];
  /** Against the members of the saved segment; null for a new one. */
  difference: { entering: number; leaving: number; enter: Person[]; leave: Person[] } | null;
  /** How many people pins alone bring in or keep out of the total. */
  pinned: PinEffect;
  tookMs: number;
};

/** The definition was checked. A question that takes too long comes back as a problem. */
export async function previewSegment(world: World, shop: ShopId, definition: Definition, saved: SegmentId | null = null): Promise<Preview | { problems: Problem[] }> {
  const startedAt = world.now();
  const preview = await limited(world, TIMEOUT_MS, (inside) => ask(inside, shop, definition, saved));
  if (preview) return { ...preview, tookMs: world.now().getTime() - startedAt.getTime() };
  return { problems: [{ path: [], message: `Counting took longer than ${TIMEOUT_MS / seconds(1)} seconds and was stopped. Save the segment: it will be counted in the background.` }] };
}

async function ask(world: World, shop: ShopId, definition: Definition, saved: SegmentId | null): Promise<Omit<Preview, "tookMs">> {
  const compiled = compile(definition, await askAbout(world, shop, definition));
  const counts = (await countLeaves(world, compiled.leafCounts())).map((count) => ({ ...count, path: Steps.parse(JSON.parse(count.path)) }));
  const whole = counts.find(({ path }) => path.length === 0) ?? { yes: 0, no: 0, unknown: 0 };
  const question = saved === null ? compiled : withPins(compiled, shop, saved);
  const pinned = saved === null ? { in: 0, out: 0 } : await pinEffect(world, shop, saved, compiled);
  return {
    pinned,
    total: whole.yes + pinned.in - pinned.out,
    unknown: whole.unknown,
    customers: whole.yes + whole.no + whole.unknown,
    leaves: counts.filter(({ path }) => path.length > 0),
    funnel: (await countFunnel(world, compiled.funnel())).map(({ yes }) => yes),
    sample: await samplePeople(world, shop, question.members()),
    difference: saved === null ? null : await compare(world, shop, saved, question.members()),
  };
}

const Steps = z.array(z.union([z.string(), z.number()]));

async function compare(world: World, shop: ShopId, saved: SegmentId, members: Sql): Promise<Preview["difference"]> {
  const { entering, leaving, enter, leave } = await differenceFrom(world, shop, saved, members);
  return { entering, leaving, enter: await people(world, shop, enter), leave: await people(world, shop, leave) };
}

const people = (world: World, shop: ShopId, ids: CustomerId[]) => samplePeople(world, shop, sql`select unnest(${ids}::bigint[]) as customer_id`);
