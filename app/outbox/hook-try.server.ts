// A test that the merchant asks for: a call that tells of no change, so that nobody acts on it. It is made at once,
// also where the hook is paused or was switched off: that is how one sees that it works again.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { bodyOf } from "./hook.ts";
import { type Posted, postHook } from "./hook-post.server.ts";
import { hookToCall, noteAttempt } from "./hook-rows.server.ts";

export async function tryHook(world: World, shop: ShopId, id: number): Promise<Posted | null> {
  const hook = await hookToCall(world, shop, id);
  if (!hook) return null;
  const now = world.now();
  const posted = await postHook(world, hook, bodyOf(hook.domain, new Map(), []), now);
  await noteAttempt(world, shop, { hook: id, at: now, changes: 0, ...posted });
  return posted;
}
