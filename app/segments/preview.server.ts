// The live preview while a definition is edited: how many are in, what each condition says, how many
// are left after each, a few of the people, and what saving would change. Nothing is written.
import type { CustomerId } from "../lib/ids.ts";
import { type SegmentId, type ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { compile } from "./compile.ts";
import { askAbout } from "./cutoff.server.ts";
import type { Definition, Path } from "./definition.ts";
import { limited } from "./limited.server.ts";
import { type Person, readPersons, survey } from "./preview-rows.server.ts";

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
  const preview = await limited(world, TIMEOUT_MS, (inside) => ask(inside, shop, definition, saved), gone);
  if (preview) return { ...preview, tookMs: world.now().getTime() - startedAt.getTime() };
  return { problems: [{ path: [], message: `Counting took longer than ${TIMEOUT_MS / seconds(1)} seconds and was stopped. Save the segment: it will be counted in the background.` }] };
}

async function ask(world: World, shop: ShopId, definition: Definition, saved: SegmentId | null): Promise<Omit<Preview, "tookMs">> {
  const surveyed = compile(definition, await askAbout(world, shop, definition)).survey();
  const { customers, yes, no, funnel, pinnedIn, pinnedOut, sample, entering, leaving, enter, leave } = await survey(world, shop, surveyed, saved);
  const verdictsAt = (place: number) => ({ yes: yes[place] ?? 0, no: no[place] ?? 0, unknown: customers - (yes[place] ?? 0) - (no[place] ?? 0) });
  const whole = verdictsAt(surveyed.leaves.length);
  const people = await readPersons(world, shop, [...sample, ...enter, ...leave]);
  const named = (ids: CustomerId[]) => people.filter(({ customerId }) => ids.includes(customerId));
  return {
    pinned: { in: pinnedIn, out: pinnedOut },
    total: whole.yes + pinnedIn - pinnedOut,
    unknown: whole.unknown,
    customers,
    leaves: surveyed.leaves.map(({ path }, place) => ({ path, ...verdictsAt(place) })),
    funnel,
    sample: named(sample),
    difference: saved === null ? null : { entering, leaving, enter: named(enter), leave: named(leave) },
  };
}
