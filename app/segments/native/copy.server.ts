// A segment of ours made in Shopify: said in its language, its filters looked up in the shop, created by
// the pump `native`, which then reads its members; and what became of it, compared person by person.
import type { SegmentId, ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { wake } from "../../lib/pump.server.ts";
import { transact, type World } from "../../lib/world.ts";
import { refresh } from "../../lists/follow.server.ts";
import { type Following, insertFollowing, readCopy } from "../../lists/native-rows.server.ts";
import { insertList, lockLists } from "../../lists/rows.server.ts";
import { admin } from "../../shopify/admin.server.ts";
import { FILTERS, Filters } from "../../shopify/segments.ts";
import { describe } from "../describe.ts";
import { type Definition, leavesOf, type Node, type Path } from "../definition.ts";
import { namesIn } from "../sentence.server.ts";
import { countDifference, type Differing, forgetCopies, listDifference } from "./copy-rows.server.ts";
import { writeNative } from "./write.ts";

/** why: of the condition that `sentence` says, or of the whole. */
export type Refusal = { sentence: string | null; why: string };
export type Wording = { query: string; doubts: string[] } | { refusals: Refusal[] };

/** What the shop's own filters do not hold is refused too: they differ between shops. */
export async function sayNative(world: World, shop: ShopId, definition: Definition, currency: string): Promise<Wording> {
  const written = writeNative(definition);
  if ("refusals" in written) return { refusals: await explained(world, shop, definition, currency, written.refusals) };
  const offered = await admin(world, shop).query(Filters, FILTERS, {}, { urgent: true });
  if (offered.kind === "failed") return { refusals: [{ sentence: null, why: `Shopify did not say which filters this shop has. ${offered.detail}` }] };
  const names = new Set(offered.data.segmentFilters.nodes.map(({ queryName }) => queryName));
  const missing = written.filters.filter((filter) => !names.has(filter));
  if (missing.length > 0) return { refusals: missing.map((filter) => ({ sentence: null, why: `This shop has no filter “${filter}” in Shopify.` })) };
  return { query: written.query, doubts: written.doubts };
}

async function explained(world: World, shop: ShopId, definition: Definition, currency: string, refusals: Problem[]): Promise<Refusal[]> {
  const names = await namesIn(world, shop, definition);
  const leaves = leavesOf(definition.node);
  const sentenceAt = (path: Path) => {
    const found = leaves.find((leaf) => leaf.path.join() === path.join());
    return found ? describe({ version: 1, node: found.leaf satisfies Node }, { names, currency }) : null;
  };
  return refusals.map(({ path, message }) => ({ sentence: sentenceAt(path), why: message }));
}

type Segment = { segmentId: SegmentId; name: string; version: number };

/** Empty: the pump creates it. An earlier copy stays in Shopify and is looked at no more. */
export async function createCopy(world: World, shop: ShopId, segment: Segment, definition: Definition, currency: string): Promise<Problem[]> {
  const said = await sayNative(world, shop, definition, currency);
  if ("refusals" in said) return said.refusals.map(({ why }) => ({ path: [], message: why }));
  await transact(world, async (inside) => {
    const now = world.now();
    await lockLists(inside, shop);
    await forgetCopies(inside, shop, segment.segmentId);
    const list = await insertList(inside, shop, { name: segment.name, source: "copy", segment: segment.segmentId, state: "filling" }, now);
    await insertFollowing(inside, shop, list, { nativeId: null, name: segment.name, query: said.query, segmentId: segment.segmentId, version: segment.version }, now);
    await wake(inside, shop, "native");
  });
  return [];
}

/** Its members are read anew. */
export async function compareAgain(world: World, shop: ShopId, segment: SegmentId): Promise<Problem[]> {
  const copy = await readCopy(world, shop, segment);
  return copy ? refresh(world, shop, copy.listId) : [{ path: [], message: "It was not created in Shopify yet." }];
}

/** creating, reading: the pump is at work. */
export type CopyState = "creating" | "reading" | "read" | "refused" | "gone";
export type Copy = Pick<Following, "name" | "query" | "version" | "readAt" | "problem"> & {
  nativeId: string | null; state: CopyState; compared: { ours: number; both: number; theirs: number; unknown: number; people: Differing[] } | null;
};

export async function lookAtCopy(world: World, shop: ShopId, segment: SegmentId): Promise<Copy | null> {
  const copy = await readCopy(world, shop, segment);
  if (!copy) return null;
  const { listId, name, query, version, readAt, problem, nativeId, unknownBefore: unknown } = copy;
  const counts = readAt === null ? null : await countDifference(world, shop, segment, listId);
  const people = counts === null || counts.ours + counts.theirs === 0 ? [] : await listDifference(world, shop, segment, listId);
  return { name, query, version, readAt, problem, nativeId, state: stateOf(copy), compared: counts && { ...counts, unknown, people } };
}

function stateOf({ nativeId, goneAt, dueAt }: Following): CopyState {
  if (goneAt !== null) return "gone";
  if (nativeId === null) return dueAt === null ? "refused" : "creating";
  return dueAt === null ? "read" : "reading";
}
