// Hooks as they are registered, read and removed, through our API or on screen.
import type { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { transact, type World } from "../lib/world.ts";
import type { HookWithLog, MadeHook, NewHook, PublishedHook } from "./hook.ts";
import { HOOKS_MAX } from "./hook.ts";
import { type Hook, insertHook, isSegment, listAttempts, listHooks, nextHook, readHook, removeHook } from "./hook-rows.server.ts";

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
    if (known.some(({ url, segmentId }) => url === wanted.url && segmentId === wanted.segmentId)) return { problems: [{ path: ["url"], message: "is registered for this already" }] };
    if (wanted.segmentId !== null && !(await isSegment(inside, shop, wanted.segmentId))) return { problems: [{ path: ["segmentId"], message: "is no segment of this shop" }] };
    // Two ids are 244 bits of chance.
    const secret = `${inside.ids.uuid()}${inside.ids.uuid()}`.replaceAll("-", "");
    const now = inside.now();
    await insertHook(inside, shop, id, wanted, secret, now);
    return { hook: { id, ...wanted, state: "on" as const, problem: null, createdAt: now.toISOString(), secret } };
  });
}

export const dropHook = (world: World, shop: ShopId, id: number): Promise<boolean> => transact(world, (inside) => removeHook(inside, shop, id));
