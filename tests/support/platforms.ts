// A shop that is connected to the stand-ins of the platforms, with customers who have a phone and an email.
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { takeDelivery } from "#app/inbox/platform-door.server.ts";
import { later, seconds } from "#app/lib/time.ts";
import { relay } from "#app/outbox/relay.server.ts";
import type { PlatformId } from "#app/platforms/adapter.ts";
import type { ConnectionId } from "#app/platforms/connection.ts";
import { connect } from "#app/platforms/connection.server.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { startTarget, type StartTarget } from "#app/sync/target.server.ts";
import { openPlatforms, type Platforms } from "#sandbox/platforms/open.ts";
import type { TestWorld } from "./world.ts";

export const phoneOf = (customer: string | number) => `+1202555${String(customer).padStart(4, "0")}`;
export const emailOf = (customer: string | number) => `c${customer}@example.com`;

export const SYNCED = ["klaviyo", "attentive", "postscript"] as const satisfies PlatformId[];
export type SyncedPlatform = (typeof SYNCED)[number];

/** The stand-ins behind a test world's network; whatever is not for them is left to the other handlers. Their webhooks come in at the door. */
export function withPlatforms(world: TestWorld, seed = 1): Platforms {
  const platforms = openPlatforms({
    now: () => world.now().getTime(), seed,
    deliver: async ({ url, headers, body }) => {
      const [, platform = "", key = ""] = /^\/hooks\/([^/]+)\/([^/?]+)/.exec(new URL(url).pathname) ?? [];
      return takeDelivery(world, { platform, key }, { body: new TextEncoder().encode(body), headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])), url });
    },
  });
  world.network.on((request) => (/klaviyo|attentive|postscript|omnisend|twilio/.test(new URL(request.url).hostname) ? platforms.http.send(request) : undefined));
  return platforms;
}

export async function addCustomers(world: TestWorld, shop: ShopId, ids: readonly (string | number)[]): Promise<CustomerId[]> {
  await world.db.run(sql`
    insert into customer (shop_id, customer_id, phone, email)
    select ${shop}, id, phone, email from unnest(${ids.map(String)}::bigint[], ${ids.map(phoneOf)}::text[], ${ids.map(emailOf)}::text[]) as one (id, phone, email)
    on conflict (shop_id, customer_id) do nothing`);
  return ids.map((id) => CustomerId.parse(String(id)));
}

/** Postscript, Attentive and Omnisend know only whom they were told of before. */
export function knownThere(platforms: Platforms, platform: PlatformId, ids: readonly (string | number)[], account?: string): void {
  platforms.control({ platform, ...(account ? { account } : {}), acts: ids.map((id) => ({ act: "person" as const, phone: phoneOf(id), email: emailOf(id), sms: "subscribed" as const })) });
}

export async function connected(world: TestWorld, shop: ShopId, platforms: Platforms, platform: PlatformId, account = "1"): Promise<ConnectionId> {
  platforms.control({ platform, account, faults: { limits: 0 } });
  const { key, account: theirs, secret } = platforms.account(platform, account).credentials;
  const made = await connect(world, shop, { platform, credentials: { kind: "key", key, ...(theirs ? { account: theirs } : {}), ...(secret ? { secret } : {}), ...(platform === "twilio" ? { sender: "+15005550006" } : {}) } });
  if ("problems" in made) throw new Error(JSON.stringify(made.problems));
  platforms.control({ platform, account, faults: { limits: 1 } });
  return made.connection;
}

export async function aTarget(world: TestWorld, shop: ShopId, connection: ConnectionId, segment: SegmentId, input: StartTarget = {}): Promise<void> {
  const problems = await startTarget(world, shop, connection, segment, input);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  await rest(world, shop);
}

const ROUNDS_MAX = 2_000;

/** Mirror and relay, with the clock going on to whatever is due next, until nothing is. */
export async function rest(world: TestWorld, shop: ShopId): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const moved = (await mirror.step(world, shop)) + (await relay.step(world, shop));
    if (moved > 0) continue;
    const at = await nextAt(world, shop);
    if (at === null) return;
    world.clock.set(at > world.now() ? at : later(world.now(), seconds(1)));
  }
  throw new Error("never at rest");
}

async function nextAt(world: TestWorld, shop: ShopId): Promise<Date | null> {
  const [found] = await world.db.rows(z.object({ at: z.date().nullable() }), sql`
    select min(due_at) as at from outbox o join connection c on c.shop_id = ${shop} and c.connection_id = o.connection_id and c.state in ('on', 'ending')
    where o.shop_id = ${shop} and o.state in ('due', 'leased')`);
  return found?.at ?? null;
}

/** Our customers' numbers in a place there, by their phones; somebody else is told by their phone. */
export function heldThere(platforms: Platforms, platform: PlatformId, find: (place: { ref: string; name: string }) => boolean, account?: string): string[] {
  const place = platforms.view(platform, account).places.find(find);
  return (place?.members ?? []).map(({ phone }) => (phone?.startsWith("+1202555") ? String(Number(phone.slice(8))) : String(phone))).sort((a, b) => Number(a) - Number(b));
}
