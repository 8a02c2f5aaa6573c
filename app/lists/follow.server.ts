// What merchants do with Shopify's own segments: look which there are, have a list follow one, have it read now.
import { z } from "zod";
import type { ListId, ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { admin } from "../shopify/admin.server.ts";
import { type Native, SEGMENT, Segment, segmentGid, SEGMENTS, Segments } from "../shopify/segments.ts";
import { followerOf, insertFollowing, readAnew } from "./native-rows.server.ts";
import { insertList, lockLists } from "./rows.server.ts";
import { mayAddList } from "./save.server.ts";

export const Asked = z.object({ nativeId: z.string().regex(/^[1-9][0-9]{0,18}$/, "is not a segment of Shopify's") });

const wrong = (message: string) => ({ problems: [{ path: ["nativeId"], message }] satisfies Problem[] });

/** By the beginnings of their words; the newest hundred where there are more. */
export async function findNative(world: World, shop: ShopId, typed: string): Promise<{ segments: Native[] } | { problems: Problem[] }> {
  const words = typed.replaceAll(/[^\p{L}\p{N} ]/gu, " ").trim();
  const found = await admin(world, shop).query(Segments, SEGMENTS, { query: words === "" ? null : words }, { urgent: true });
  return found.kind === "failed" ? wrong(`Shopify did not say which segments there are. ${found.detail}`) : { segments: found.data.segments.nodes };
}

/** The list that follows it, made where there is none yet. */
export async function follow(world: World, shop: ShopId, { nativeId }: z.infer<typeof Asked>): Promise<{ list: ListId; name: string } | { problems: Problem[] }> {
  const answer = await admin(world, shop).query(Segment, SEGMENT, { id: segmentGid(nativeId) }, { urgent: true, partial: true });
  if (answer.kind === "failed") return wrong(`Shopify did not say what this segment is. ${answer.detail}`);
  const { segment } = answer.data;
  if (!segment) return wrong("Shopify has no such segment any more.");
  return transact(world, async (inside) => {
    const lists = await lockLists(inside, shop);
    const follower = await followerOf(inside, shop, nativeId);
    if (follower) return { list: follower.listId, name: lists.find(({ listId }) => listId === follower.listId)?.name ?? segment.name };
    const checked = await mayAddList(inside, shop, freeName(segment.name, lists));
    if ("problems" in checked) return wrong(checked.problems[0]?.message ?? "It cannot be added.");
    const now = world.now();
    const list = await insertList(inside, shop, { name: checked.name, source: "shopify", segment: null, state: "filling" }, now);
    await insertFollowing(inside, shop, list, { nativeId, name: segment.name, query: segment.query, segmentId: null, version: null }, now);
    await wake(inside, shop, "native");
    return { list, name: checked.name };
  });
}

function freeName(name: string, lists: { name: string }[]): string {
  const taken = new Set(lists.map((list) => list.name.toLowerCase()));
  const base = name.replaceAll(/[\0\p{Cs}]/gu, "").trim().slice(0, 90) || "A segment of Shopify’s";
  let free = base;
  for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${base} (${n})`;
  return free;
}

/** Empty: it is being read. */
export async function refresh(world: World, shop: ShopId, list: ListId): Promise<Problem[]> {
  return transact(world, async (inside) => {
    if (!(await readAnew(inside, shop, list, world.now()))) return [{ path: [], message: "Shopify has no such segment any more." }];
    await wake(inside, shop, "native");
    return [];
  });
}
