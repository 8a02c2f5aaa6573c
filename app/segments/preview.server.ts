// The live preview while a definition is edited: how many are in, what each condition says, how many
// are left after each, a few of the people, and what saving would change. Nothing is written.
import type { CustomerId } from "../lib/ids.ts";
import { type SegmentId, type ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { compile } from "./compile.ts";
import { askAbout } from "./cutoff.server.ts";
import { type Definition, leavesOf, type Path } from "./definition.ts";
import { halvesOf } from "./halves.ts";
import { limited } from "./limited.server.ts";
import { type Person, readPersons, survey, type Surveyed, together } from "./preview-rows.server.ts";

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
  pinned: { in: number; out: number };
  tookMs: number;
};

/** The definition was checked. A question that takes too long comes back as a problem; one that `gone` says nobody waits for is stopped. */
export async function previewSegment(world: World, shop: ShopId, definition: Definition, saved: SegmentId | null = null, gone?: AbortSignal): Promise<Preview | { problems: Problem[] }> {
  const startedAt = world.now();
  const counted = await count(world, shop, definition, saved, gone);
  if (counted) return { ...(await told(world, shop, definition, counted, saved !== null)), tookMs: world.now().getTime() - startedAt.getTime() };
  return { problems: [{ path: [], message: `Counting took longer than ${TIMEOUT_MS / seconds(1)} seconds and was stopped. Save the segment: it will be counted in the background.` }] };
}

/** Halves are asked side by side, neither inside the other: whoever holds a connection never waits for one. Null where any was stopped. */
async function count(world: World, shop: ShopId, definition: Definition, saved: SegmentId | null, gone?: AbortSignal): Promise<Surveyed | null> {
  const inTime = <Result>(work: (inside: World) => Promise<Result>) => limited(world, TIMEOUT_MS, work, gone);
  const ask = await inTime((inside) => askAbout(inside, shop, definition));
  if (ask === null) return null;
  const halves = await Promise.all(halvesOf(ask).map((half) => inTime((inside) => survey(inside, shop, compile(definition, { ...ask, ...(half && { half }) }).survey(), saved, half))));
  const whole = halves.filter((half) => half !== null);
  return whole.length < halves.length ? null : whole.reduce(together);
}

async function told(world: World, shop: ShopId, definition: Definition, counted: Surveyed, isSaved: boolean): Promise<Omit<Preview, "tookMs">> {
  const { customers, yes, no, funnel, pinnedIn, pinnedOut, sample, entering, leaving, enter, leave } = counted;
  const verdictsAt = (place: number) => ({ yes: yes[place] ?? 0, no: no[place] ?? 0, unknown: customers - (yes[place] ?? 0) - (no[place] ?? 0) });
  const leaves = leavesOf(definition.node);
  const whole = verdictsAt(leaves.length);
  const people = await readPersons(world, shop, [...sample, ...enter, ...leave]);
  const named = (ids: CustomerId[]) => people.filter(({ customerId }) => ids.includes(customerId));
  return {
    pinned: { in: pinnedIn, out: pinnedOut },
    total: whole.yes + pinnedIn - pinnedOut,
    unknown: whole.unknown,
    customers,
    leaves: leaves.map(({ path }, place) => ({ path, ...verdictsAt(place) })),
    funnel,
    sample: named(sample),
    difference: isSaved ? { entering, leaving, enter: named(enter), leave: named(leave) } : null,
  };
}
