// What merchants do with lists: make one of a segment's members, give it a name, take somebody off, delete it.
import { z } from "zod";
import { lockFacts, markChanged } from "../customers/rows.server.ts";
import type { CustomerId, ListId, SegmentId, ShopId } from "../lib/ids.ts";
import { NAME_MAX } from "../lib/name.ts";
import type { Problem } from "../lib/problem.ts";
import { wake } from "../lib/pump.server.ts";
import { WHOLE_TEXT } from "../lib/whole-text.ts";
import { transact, type World } from "../lib/world.ts";
import { neededByCampaigns } from "../shops/campaign-use-rows.server.ts";
import { neededByFlows } from "../shops/flow-use-rows.server.ts";
import { columnField, keptKey } from "./column.ts";
import { columnsOf, columnUsers, dropKept, isBeingFilled, setColumns } from "./column-rows.server.ts";
import { removeMember } from "./member-rows.server.ts";
import { insertList, lockLists, lockNamedList, lockOwnList, removeList, renameList, usersOf } from "./rows.server.ts";
import { holdUploads } from "./upload-rows.server.ts";

export const LISTS_MAX = 500;
const Name = z.string().trim().min(1, "Give the list a name.").max(NAME_MAX, `A name has at most ${NAME_MAX} characters.`).regex(WHOLE_TEXT, "Use whole characters.");

export type Named = { list: ListId } | { problems: Problem[] };

const wrong = (path: Problem["path"], message: string) => ({ problems: [{ path, message }] });

/** In a transaction that holds the shop's lists. */
export function checkName(typed: string, known: { listId: ListId; name: string }[], self: ListId | null = null): { name: string } | { problems: Problem[] } {
  const name = Name.safeParse(typed);
  if (!name.success) return wrong(["name"], name.error.issues[0]?.message ?? "");
  const isTaken = known.some((other) => other.listId !== self && other.name.toLowerCase() === name.data.toLowerCase());
  return isTaken ? wrong(["name"], "Another list has this name.") : { name: name.data };
}

/** In a transaction. */
export async function mayAddList(world: World, shop: ShopId, typed: string): Promise<{ name: string } | { problems: Problem[] }> {
  const known = await lockLists(world, shop);
  if (known.length >= LISTS_MAX) return wrong([], `A shop can have at most ${LISTS_MAX} lists. Delete one that is not used any more.`);
  return checkName(typed, known);
}

/** The segment's members as they are now, which the pump fills in; from then on nothing but the merchant changes the list. */
export function snapshot(world: World, shop: ShopId, segment: SegmentId, typed: string): Promise<Named> {
  return transact(world, async (inside): Promise<Named> => {
    const checked = await mayAddList(inside, shop, typed);
    if ("problems" in checked) return checked;
    const list = await insertList(inside, shop, { name: checked.name, source: "snapshot", segment, state: "filling" }, world.now());
    await wake(inside, shop, "list");
    return { list };
  });
}

export function rename(world: World, shop: ShopId, list: ListId, typed: string): Promise<Problem[]> {
  return transact(world, async (inside) => {
    const checked = checkName(typed, await lockLists(inside, shop), list);
    if ("problems" in checked) return checked.problems;
    await renameList(inside, shop, list, checked.name, world.now());
    return [];
  });
}

/** A fact about the customer: segments that ask about the list look at them again. */
export function takeOff(world: World, shop: ShopId, list: ListId, customer: CustomerId): Promise<void> {
  return transact(world, async (inside) => {
    // Before the list: whoever merges customers holds the facts, and then wants lists.
    await lockFacts(inside, shop);
    if (!(await lockOwnList(inside, shop, list))) return;
    const now = world.now();
    if (!(await removeMember(inside, shop, list, customer, now))) return;
    if ((await usersOf(inside, shop, list)).length === 0) return;
    await markChanged(inside, shop, [customer], now);
    await wake(inside, shop, "evaluate");
  });
}

/** Refused, with the reason, while a segment asks about it or a campaign is still to use it. Empty when it is gone. */
export function deleteList(world: World, shop: ShopId, list: ListId): Promise<Problem[]> {
  return transact(world, async (inside) => {
    // In the order in which a file's reader holds them.
    await holdUploads(inside, shop, list);
    if (!(await lockNamedList(inside, shop, list))) return [];
    const users = await usersOf(inside, shop, list);
    if (users.length > 0) return wrong([], inUse("deleted", users)).problems;
    const needed = [...(await neededByCampaigns(inside, shop, "lists", list)), ...(await neededByFlows(inside, shop, "list", list))];
    if (needed.length > 0) return needed;
    await removeList(inside, shop, list);
    return [];
  });
}

const inUse = (gone: string, users: { name: string }[]) => `It cannot be ${gone} while ${users.map(({ name }) => `“${name}”`).join(", ")} ${users.length === 1 ? "asks" : "ask"} about it.`;

/** The list keeps it no more, and nothing that it said. `column`: its type and key. Refused, with the reason, while something asks about it or fills it. */
export function dropColumn(world: World, shop: ShopId, list: ListId, column: string): Promise<Problem[]> {
  return transact(world, async (inside) => {
    // In the order in which a file's reader holds them.
    await holdUploads(inside, shop, list);
    if (!(await lockOwnList(inside, shop, list))) return [];
    const columns = (await columnsOf(inside, shop, list)) ?? [];
    const found = columns.find((each) => keptKey(each) === column);
    if (!found) return [];
    const users = await columnUsers(inside, shop, list, found);
    if (users.length > 0) return wrong([], inUse("dropped", users)).problems;
    const needed = await neededByFlows(inside, shop, "column", columnField(list, found), "dropped");
    if (needed.length > 0) return needed;
    if (await isBeingFilled(inside, shop, list, found)) return wrong([], "A file that fills it is being read. Drop it afterwards.").problems;
    await setColumns(inside, shop, list, columns.filter((each) => each !== found));
    await dropKept(inside, shop, list, found);
    return [];
  });
}
