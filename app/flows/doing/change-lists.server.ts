// People onto lists and off them. The caller's transaction holds the shop's facts.
import { type CustomerId, ListId, type ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { type OnList, putOnList } from "../../lists/put-on-list.server.ts";
import { DONE, type Part, refused, type Told } from "./doing.ts";

/** Whoever is to come and to go at once does so in the order in which it was asked for. */
export async function changeLists(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const told: Told[] = [];
  for (const { list, op, all } of turns(parts)) {
    const problem = await putOnList(world, shop, { list, op, customers: all.map(({ of }) => of.customer) }, now);
    told.push(...all.map((part) => ({ part, outcome: problem === null ? DONE : refused(problem) })));
  }
  return told;
}

type Turn = Pick<OnList, "list" | "op"> & { all: Part[] };

/** As few as keep the order of each person and list. */
function turns(parts: readonly Part[]): Turn[] {
  const open: Turn[] = [];
  for (const part of parts) {
    const wish = wishOf(part);
    if (!wish) continue;
    const { list, op } = wish;
    const last = open.findLast((turn) => turn.list === list && (turn.op === op || turn.all.some(isOf(part.of.customer))));
    if (last?.op === op) last.all.push(part);
    else open.push({ list, op, all: [part] });
  }
  return open;
}

/** The list that a call names is one that platforms keep, through the segment of its people: sync carries the change there. */
function wishOf({ asked }: Part): Pick<OnList, "list" | "op"> | null {
  if (asked.kind === "call") return asked.call.kind === "listIn" || asked.call.kind === "listOut" ? { list: ListId.parse(asked.call.target), op: asked.call.kind === "listIn" ? "add" : "remove" } : null;
  if (asked.kind !== "change" || (asked.change.kind !== "listAdd" && asked.change.kind !== "listRemove")) return null;
  return { list: ListId.parse(asked.change.list), op: asked.change.kind === "listAdd" ? "add" : "remove" };
}

const isOf = (customer: CustomerId) => ({ of }: Part) => of.customer === customer;
