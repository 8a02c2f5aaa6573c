// Tells the app what the people of the demo shop did in its storefront, once its first import is done:
// as a merchant's own system would, with a key made in Settings, through the events door.
import pg from "pg";
import { z } from "zod";
import { EVENTS_MAX } from "#app/inbox/event-batch.ts";
import { days, seconds } from "#app/lib/time.ts";
import type { Demo } from "./demo.ts";
import { idToken } from "./frame/id-token.ts";
import { BROWSED_DAYS, browsing, type Told } from "./shop/browsing.ts";

const LOOK_EVERY_MS = seconds(2);
/** Shopify's library turns robots away. */
const BROWSER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

/** Resolves when all was told, or had been before; 0 then. */
export async function tellBrowsing({ sandbox, appUrl, databaseUrl }: Pick<Demo, "sandbox" | "appUrl" | "databaseUrl">, domain: string): Promise<number> {
  const shop = sandbox.shops.get(domain);
  if (!shop || !(await isWaiting(databaseUrl, domain))) return 0;
  const { apiKey, apiSecret } = sandbox.app;
  const asMerchant = async (method: string) => fetch(`${appUrl}/app/api-key`, { method, headers: { authorization: `Bearer ${await idToken({ domain, apiKey, apiSecret, now: sandbox.clock.now() })}`, "user-agent": BROWSER } });
  const { key } = z.object({ key: z.string() }).parse(await (await asMerchant("POST")).json());
  try {
    return await tellAll(`${appUrl}/api/events`, key, shop, sandbox.clock.ms());
  } finally {
    // The merchant makes one of their own.
    await asMerchant("DELETE");
  }
}

/** Who stopped on the way has vouched for nothing, and tells everything again: the same events. */
async function tellAll(door: string, key: string, shop: Parameters<typeof browsing>[0], until: number): Promise<number> {
  const since = new Date(until - days(BROWSED_DAYS)).toISOString();
  const kinds = new Set<Told["kind"]>();
  const send = async (events: Told[], covered: ReadonlySet<Told["kind"]>) => {
    const coveredSince = [...covered].map((kind) => ({ kind, since }));
    const answer = await fetch(door, { method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: JSON.stringify({ events, coveredSince }) });
    const { accepted, problems } = z.object({ accepted: z.number(), problems: z.array(z.unknown()) }).parse(await answer.json());
    if (problems.length > 0) throw new Error(`The events door refused something: ${JSON.stringify(problems[0])}`);
    return accepted;
  };
  let told = 0;
  let batch: Told[] = [];
  for (const event of browsing(shop, until)) {
    if (batch.length === EVENTS_MAX) {
      told += await send(batch, new Set());
      batch = [];
    }
    batch.push(event);
    kinds.add(event.kind);
  }
  return batch.length === 0 ? told : told + (await send(batch, kinds));
}

/** Waits until the shop was opened and imported. False: it has been told before. */
async function isWaiting(databaseUrl: string, domain: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // Stopping the demo ends the server under it; the next question says so.
  client.on("error", () => {});
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query<{ told: boolean; imported: boolean }>(`
        select exists (select from event_cover c where c.shop_id = s.shop_id and c.kind = 'productViewed' and c.since < s.created_at) as told,
          exists (select from import_run r where r.shop_id = s.shop_id and r.reason = 'install')
            and not exists (select from import_run r where r.shop_id = s.shop_id and r.reason = 'install' and r.state not in ('done', 'parked')) as imported
        from shop s where s.domain = $1 and s.state = 'active'`, [domain]);
      const [found] = rows;
      if (found?.told) return false;
      if (found?.imported) return true;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  } finally {
    await client.end();
  }
}
