// Saving flows: from a template, from nothing, as a copy, and the draft that is worked on. A draft may be unfinished, as long
// as it has the shape of a flow; what does not make sense yet comes back beside its step, and is asked again at publishing.
import { NAME_MAX } from "../../lib/name.ts";
import type { ShopId } from "../../lib/ids.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { cut } from "../../lib/whole-text.ts";
import { transact, type World } from "../../lib/world.ts";
import { type FlowDefinition, FlowDraft, readFlow } from "../definition.ts";
import { seedFlow, SEEDS } from "../seeds.ts";
import { EMPTY_FLOW, type FlowId, FLOWS_MAX } from "./flow.ts";
import { flowById, insertFlow, lockFlow, lockNames, writeDraft } from "./flow-rows.server.ts";

const Name = FlowDraft.shape.name;
const wrong = (path: Problem["path"], message: string): { problems: Problem[] } => ({ problems: [{ path, message }] });
export const GONE = "This flow was deleted meanwhile.";
export const LATER = "Somebody else changed this flow while you were at it. Load the page again to see what they did; yours was not saved.";

export type Created = { flow: FlowId } | { problems: Problem[] };

export type SavedDraft = { draftRev: number } | { problems: Problem[] };

/** A name that nobody has: "Welcome", else "Welcome 2". */
function freeName(name: string, known: readonly { name: string }[]): string {
  const taken = new Set(known.map((each) => each.name.toLowerCase()));
  if (!taken.has(name.toLowerCase())) return name;
  for (let number = 2; ; number += 1) {
    const next = `${cut(name, NAME_MAX - 5)} ${number}`;
    if (!taken.has(next.toLowerCase())) return next;
  }
}

function create(world: World, shop: ShopId, made: { name: string; definition: FlowDefinition; seed: string | null }, isNamed: boolean): Promise<Created> {
  return transact(world, async (inside) => {
    const known = await lockNames(inside, shop);
    if (known.length >= FLOWS_MAX) return wrong([], `A shop has at most ${FLOWS_MAX} flows. Archive one that has ended.`);
    const name = isNamed ? made.name : freeName(made.name, known);
    if (isNamed && isTaken(name, known, null)) return wrong(["name"], "Another flow has this name.");
    return { flow: await insertFlow(inside, shop, { ...made, name }, world.now()) };
  });
}

export const isTaken = (name: string, known: readonly { flowId: FlowId; name: string }[], self: FlowId | null) => known.some((each) => each.flowId !== self && each.name.toLowerCase() === name.toLowerCase());

/** `type`: a product type of the shop's, of which the template's texts and conditions speak. */
export async function createFromSeed(world: World, shop: ShopId, key: string, type?: string): Promise<Created> {
  const seed = SEEDS.find((each) => each.key === key);
  return seed ? create(world, shop, { name: seed.name, definition: seedFlow(seed, type), seed: key }, false) : wrong([], "There is no such template.");
}

export const createEmpty = (world: World, shop: ShopId): Promise<Created> => create(world, shop, { name: "New flow", definition: EMPTY_FLOW, seed: null }, false);

export async function createFlow(world: World, shop: ShopId, input: unknown): Promise<Created> {
  const read = readDraft(input);
  return "problems" in read ? read : create(world, shop, { ...read, seed: null }, true);
}

export async function duplicateFlow(world: World, shop: ShopId, flow: FlowId): Promise<Created> {
  const original = await flowById(world, shop, flow);
  return original ? create(world, shop, { name: cut(`Copy of ${original.name}`, NAME_MAX), definition: original.draft, seed: original.seed }, false) : wrong([], GONE);
}

function readDraft(input: unknown): FlowDraft | { problems: Problem[] } {
  const { name, definition } = typeof input === "object" && input !== null ? (input as { name?: unknown; definition?: unknown }) : {};
  const named = Name.safeParse(name);
  const read = readFlow(definition);
  const problems = [
    ...(named.success ? [] : problemsOf(named.error).map((problem) => ({ ...problem, path: ["name"] }))),
    ...("problems" in read ? read.problems.map(({ path, message }) => ({ path: ["definition", ...path], message })) : []),
  ];
  return named.success && "definition" in read ? { name: named.data, definition: read.definition } : { problems };
}

/** `draftRev`: of the draft that was looked at. Whoever saves later than somebody else is told so, and nothing is lost. */
export async function saveDraft(world: World, shop: ShopId, flow: FlowId, draftRev: number, input: unknown): Promise<SavedDraft> {
  const read = readDraft(input);
  if ("problems" in read) return read;
  return transact(world, async (inside) => {
    const known = await lockNames(inside, shop);
    const before = await lockFlow(inside, shop, flow);
    if (!before || before.state === "archived") return wrong([], GONE);
    if (before.draftRev !== draftRev) return wrong([], LATER);
    if (isTaken(read.name, known, flow)) return wrong(["name"], "Another flow has this name.");
    if (before.name === read.name && JSON.stringify(before.draft) === JSON.stringify(read.definition)) return { draftRev };
    await writeDraft(inside, shop, flow, read.name, read.definition, world.now());
    return { draftRev: draftRev + 1 };
  });
}
