// What lies between two versions of a segment's question, both asked now: who would come in by the later,
// who goes, who stays, and how many of those are in running flows. Pins count on both sides.
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import type { Problem } from "../lib/problem.ts";
import type { Sql } from "../lib/sql.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { askOf } from "./ask-rows.server.ts";
import { changedWords, type Words } from "./changed-words.ts";
import { checkDefinition } from "./check.ts";
import { compile } from "./compile.ts";
import { withPins } from "./compile/pins.ts";
import { readDefinition } from "./definition.ts";
import { countDifference, type DifferenceCounts, peopleOnSide, readVersion, type Side, type StoredVersion } from "./difference-rows.server.ts";
import { limited } from "./limited.server.ts";
import type { Noted } from "./noted.ts";
import { type CustomerLine, listNamed, type Page, type Paging } from "./search-rows.server.ts";
import { notedOf } from "./sentence.server.ts";

const TIMEOUT_MS = seconds(15);

export type VersionSide = Pick<StoredVersion, "version" | "createdAt" | "createdBy"> & { sentence: Words[]; notes: Noted[] };
export type Difference = {
  before: VersionSide;
  after: VersionSide;
  /** Or why they cannot be counted. */
  counted: (DifferenceCounts & { side: Side; people: Page<CustomerLine> }) | { problems: Problem[] };
};

export type Versions = { from: number; to: number };

/** Null where the segment has no such version. */
export async function compareVersions(world: World, shop: ShopId, segment: SegmentId, { from, to }: Versions, side: Side, paging: Paging): Promise<Difference | null> {
  const [before, after] = [await readVersion(world, shop, segment, from), await readVersion(world, shop, segment, to)];
  if (!before || !after) return null;
  const words = changedWords(before.sentence, after.sentence);
  const told = async ({ version, createdAt, createdBy, definition }: StoredVersion, sentence: Words[]) => ({ version, createdAt, createdBy, sentence, notes: await notedOf(world, shop, definition) });
  return { before: await told(before, words.before), after: await told(after, words.after), counted: await count(world, shop, segment, [before, after], side, paging) };
}

async function count(world: World, shop: ShopId, segment: SegmentId, [before, after]: [StoredVersion, StoredVersion], side: Side, paging: Paging): Promise<Difference["counted"]> {
  const problems = [before, after].flatMap(problemsOf);
  if (problems.length > 0) return { problems };
  const found = await limited(world, TIMEOUT_MS, async (inside) => {
    const ask = await askOf(inside, shop);
    const members = (version: StoredVersion): Sql => withPins(compile(definitionOf(version), ask), shop, segment).members();
    const counts = await countDifference(inside, shop, members(before), members(after));
    return { ...counts, side, people: await listNamed(inside, shop, peopleOnSide(members(before), members(after), side), paging) };
  });
  return found ?? { problems: [{ path: [], message: `Asking both versions took longer than ${TIMEOUT_MS / seconds(1)} seconds and was stopped.` }] };
}

/** What was saved long ago may name a field that the catalogue no longer has. */
function problemsOf(version: StoredVersion): Problem[] {
  const read = readDefinition(version.definition);
  const problems = "problems" in read ? read.problems : checkDefinition(read.definition);
  return problems.map(({ path, message }) => ({ path, message: `Version ${version.version} cannot be asked any more: ${message}` }));
}

function definitionOf({ version, definition }: StoredVersion) {
  const read = readDefinition(definition);
  invariant("definition" in read, `version ${version} was read before`);
  return read.definition;
}
