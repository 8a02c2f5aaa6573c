// Hooks as they are registered, read and removed, through our API or on screen.
import type { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { transact, type World } from "../lib/world.ts";
import type { HookWithLog, MadeHook, NewHook, PublishedHook } from "./hook.ts";
import { HOOKS_MAX } from "./hook.ts";
import { type Hook, hookAt, insertHook, isSegment, listAttempts, listHooks, nextHook, readHook, removeHook, replaceSecret } from "./hook-rows.server.ts";

const published = ({ createdAt, ...hook }: Hook): PublishedHook => ({ ...hook, createdAt: createdAt.toISOString() });

export async function publishedHooks(world: World, shop: ShopId): Promise<PublishedHook[]> {
  return (await listHooks(world, shop)).map(published);
}

export async function publishedHook(world: World, shop: ShopId, id: number): Promise<z.infer<typeof HookWithLog> | null> {
  const hook = await readHook(world, shop, id);
  if (!hook) return null;
  const attempts = await listAttempts(world, shop, id);
  return { ...published(hook), attempts: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() })) };
}

/** The same address for the same segment is registered once. */
export function registerHook(world: World, shop: ShopId, wanted: NewHook): Promise<{ hook: z.infer<typeof MadeHook> } | { problems: Problem[] }> {
  return transact(world, async (inside) => {
    const id = await nextHook(inside, shop);
    const known = await listHooks(inside, shop);
    if (known.length >= HOOKS_MAX) return { problems: [{ path: [], message: `A shop has at most ${HOOKS_MAX} webhooks.` }] };
    if (known.some(({ url, segmentId, changes }) => url === wanted.url && segmentId === wanted.segmentId && changes.length > 0)) return { problems: [{ path: ["url"], message: "is registered for this already" }] };
    if (wanted.segmentId !== null && !(await isSegment(inside, shop, wanted.segmentId))) return { problems: [{ path: ["segmentId"], message: "is no segment of this shop" }] };
    const secret = newSecret(inside);
    const now = inside.now();
    await insertHook(inside, shop, id, wanted, secret, now);
    return { hook: { id, ...wanted, state: "on" as const, problem: null, createdAt: now.toISOString(), secret } };
  });
}

export const dropHook = (world: World, shop: ShopId, id: number): Promise<boolean> => transact(world, (inside) => removeHook(inside, shop, id));

/** Two ids are 244 bits of chance. */
const newSecret = (world: World): string => `${world.ids.uuid()}${world.ids.uuid()}`.replaceAll("-", "");

/**
 * The hook at an address that a step of a flow names: one that is there, or a new one that is told of nothing else. In the
 * caller's transaction. Null: the shop has as many as it may have.
 */
export async function hookOfFlow(world: World, shop: ShopId, url: string, now: Date): Promise<{ id: number; state: "on" | "off" } | null> {
  const known = await hookAt(world, shop, url);
  if (known) return known;
  const id = await nextHook(world, shop);
  if ((await listHooks(world, shop)).length >= HOOKS_MAX) return null;
  await insertHook(world, shop, id, { url, segmentId: null, changes: [] }, newSecret(world), now);
  return { id, state: "on" };
}

/** Shown this once. Null: there is no such hook. */
export async function freshSecret(world: World, shop: ShopId, id: number): Promise<string | null> {
  const secret = newSecret(world);
  return (await replaceSecret(world, shop, id, secret)) ? secret : null;
}
