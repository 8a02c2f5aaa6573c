// Who asks our API: whoever sends the shop's key, or signs with it. Each shop has so many calls a minute,
// counted in the database, so that it is the same number however many processes answer.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, row, sql } from "../lib/sql.ts";
import { minutes } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { shopOfKey, signingKeyOf } from "../shops/api-key.server.ts";
import { holds, readClaim, type Signed } from "./signature.ts";

export const CALLS_MAX = 600;
const MINUTE_MS = minutes(1);

export type Caller = { shop: ShopId; currency: string };
export type Knock = { kind: "caller"; caller: Caller; left: number } | { kind: "stranger" } | { kind: "tooMany"; retryAfterSeconds: number };

export async function whoCalls(world: World, authorization: string | null, request: Signed): Promise<Knock> {
  const caller = await callerOf(world, authorization ?? "", request);
  if (!caller) return { kind: "stranger" };
  const now = world.now();
  const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  const calls = await count(world, caller.shop, minute);
  if (calls <= CALLS_MAX) return { kind: "caller", caller, left: CALLS_MAX - calls };
  return { kind: "tooMany", retryAfterSeconds: Math.ceil((minute.getTime() + MINUTE_MS - now.getTime()) / 1_000) };
}

async function callerOf(world: World, authorization: string, request: Signed): Promise<Caller | null> {
  const [, key] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
  if (key !== undefined) return shopOfKey(world, key);
  const claim = readClaim(authorization);
  const found = claim && (await signingKeyOf(world, claim.shop));
  return claim && found && holds(claim, request, found.key, world.now()) ? { shop: found.shop, currency: found.currency } : null;
}

async function count(world: World, shop: ShopId, minute: Date): Promise<number> {
  const found = await row(world.db, z.object({ calls: Count }), sql`
    insert into api_use as old (shop_id, minute, calls) values (${shop}, ${minute}, 1)
    on conflict (shop_id) do update set minute = greatest(old.minute, excluded.minute), calls = case when old.minute < excluded.minute then 1 else old.calls + 1 end
    returning calls`);
  return found?.calls ?? 1;
}
