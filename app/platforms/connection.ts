// How a shop is connected to a platform: the states, what the merchant may choose, and what the names of things are
// that we make there.
import { z } from "zod";
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { Credentials, PLACE_MODELS, PlatformId } from "./adapter.ts";

/** Counted per shop from 1. */
export const ConnectionId = z.number().int().positive().brand<"ConnectionId">();
export type ConnectionId = z.infer<typeof ConnectionId>;

/** ending: what we wrote there is being removed. */
export const ConnectionState = z.enum(["on", "paused", "broken", "ending", "ended"]);
export type ConnectionState = z.infer<typeof ConnectionState>;

export const LIMIT_SHARE = 0.2;
export const LIMIT_PEOPLE = 500;

export const ConnectionSettings = z.object({
  /** A change of a segment that moves more than this share and more than so many people waits for the merchant's yes. */
  limitShare: z.number().min(0).max(1).default(LIMIT_SHARE),
  limitPeople: z.number().int().min(0).max(10_000_000).default(LIMIT_PEOPLE),
  /** What new targets get: how a segment is kept there, and whether entering and leaving is told. */
  model: z.enum(PLACE_MODELS).nullable().default(null),
  events: z.boolean().default(false),
  /** An opt-out that we learn of elsewhere is passed on. */
  writeOptOuts: z.boolean().default(true),
});
export type ConnectionSettings = z.infer<typeof ConnectionSettings>;

/** Ends with what only the platform knows; begins with what finds the row. */
export const hookKeyOf = (shop: ShopId, connection: ConnectionId, random: string) => `${shop}-${connection}-${random}`;

/** Where a platform tells us things; `origin`: our own. */
export const hookAddress = (origin: string, { platform, hook_key }: { platform: string; hook_key: string }) => new URL(`/hooks/${platform}/${hook_key}`, origin).href;

const HookKey = z.string().regex(/^[1-9]\d{0,8}-[1-9]\d{0,8}-[\w-]{20,100}$/);

export function readHookKey(text: string): { shop: number; connection: number } | null {
  if (!HookKey.safeParse(text).success) return null;
  const [shop, connection] = text.split("-");
  return { shop: Number(shop), connection: Number(connection) };
}

/** A sealed value opens in its own row and column alone. */
export const boundTo = (shop: ShopId, connection: ConnectionId, column: "credentials" | "hook_secret" | "hook_secret_before") =>
  `connection/${shop}/${connection}/${column}`;

/** Never changes, and says nothing of what the segment is about. */
export const placeKeyOf = (segment: SegmentId) => `segue-${segment}`;

export const readCredentials = (text: string): Credentials => Credentials.parse(JSON.parse(text));

export const Connect = z.object({ platform: PlatformId, credentials: Credentials, hookSecret: z.string().min(1).nullable().default(null), /** Asked for and not given. */ missing: z.array(z.string()).default([]) });
export type Connect = z.input<typeof Connect>;
