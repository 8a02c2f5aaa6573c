// Connecting by OAuth: the merchant's browser leaves for the platform with a sealed state, and comes back with it and a
// code. The state holds what must be known again (whose shop, what was asked, the verifier of PKCE), ends soon, and
// opens only for the browser that left: whoever begins sets `browserKey` as a cookie of that browser.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { ShopId } from "../lib/ids.ts";
import { parseJson } from "../lib/json.ts";
import type { Problem } from "../lib/problem.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { later, minutes } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { PlatformId } from "./adapter.ts";
import { type Adapters, ADAPTERS } from "./adapters.ts";
import { httpOf } from "./ask.server.ts";
import { CAPABILITIES } from "./capabilities.ts";
import { type ConnectionId } from "./connection.ts";
import { connect } from "./connection.server.ts";
import { authorizing, exchanging, grantOf, hasOAuth, scopesOf } from "./oauth.ts";

const STATE_MS = minutes(15);
const BOUND = "grant/state";

const State = z.object({ shop: ShopId, platform: PlatformId, verifier: z.string(), browser: z.string(), scopes: z.array(z.string()), until: z.iso.datetime() });

/** `hosts`: where the pages of a platform are, if not at its own host (PLATFORM_HOSTS). */
type Begin = { platform: PlatformId; redirect: string; optional?: readonly string[]; hosts?: Readonly<Record<string, string>> };

export function beginGrant(world: World, shop: ShopId, { platform, redirect, optional = [], hosts = {} }: Begin): { address: string; browserKey: string } | { problems: Problem[] } {
  const client = world.secrets.platformClients?.[platform];
  if (!hasOAuth(platform) || !client) return { problems: [{ path: [], message: `${CAPABILITIES[platform].name} is connected by a key here.` }] };
  const [verifier, browserKey] = [randomBytes(48).toString("base64url"), randomBytes(24).toString("base64url")];
  const scopes = scopesOf(platform, optional);
  const state = seal(world.secrets, JSON.stringify({ shop, platform, verifier, browser: hashOf(browserKey), scopes, until: later(world.now(), STATE_MS).toISOString() }), BOUND);
  const { host, path } = authorizing(platform, client, { redirect, state, verifier, scopes });
  return { address: `${hosts[host] ?? `https://${host}`}${path}`, browserKey };
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("base64url");

export type Finish = { state: string; code: string | null; browserKey: string | null; redirect: string };

/** `shop` is told where the state is ours, so that the browser can go back to where it came from. */
export async function finishGrant(world: World, { state: sealed, code, browserKey, redirect }: Finish, adapters: Adapters = ADAPTERS): Promise<{ shop: ShopId | null; connection: ConnectionId } | { shop: ShopId | null; problems: Problem[] }> {
  const state = readState(world, sealed);
  if (!state || Date.parse(state.until) <= world.now().getTime()) return { shop: state?.shop ?? null, problems: [wrong("This took too long, or was begun elsewhere. Connect once more.")] };
  const { shop, platform, verifier, scopes } = state;
  if (browserKey === null || !isSame(hashOf(browserKey), state.browser)) return { shop, problems: [wrong("This was begun in another browser. Connect once more.")] };
  const client = world.secrets.platformClients?.[platform];
  if (code === null || !client || !hasOAuth(platform)) return { shop, problems: [wrong(`${CAPABILITIES[platform].name} did not let Segue in.`)] };
  const answer = await world.http.send(httpOf(CAPABILITIES[platform], exchanging(platform, client, { code, redirect, verifier })));
  if (answer.kind === "none") return { shop, problems: [wrong(`${CAPABILITIES[platform].name} could not be reached. Connect once more.`)] };
  const granted = grantOf(platform, answer, world.now(), scopes);
  if (granted.kind === "failure") return { shop, problems: [wrong(granted.failure.detail)] };
  return { shop, ...(await connect(world, shop, { platform, credentials: granted.credentials, missing: granted.missing }, adapters)) };
}

/** Whose shop the state was made for; null where it is none of ours. */
export const shopOfGrant = (world: World, sealed: string): ShopId | null => readState(world, sealed)?.shop ?? null;

const wrong = (message: string): Problem => ({ path: [], message });

/** What comes with a browser may be anything. */
function readState(world: World, sealed: string): z.infer<typeof State> | null {
  try {
    return State.safeParse(parseJson(unseal(world.secrets, sealed, BOUND))).data ?? null;
  } catch {
    return null;
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
