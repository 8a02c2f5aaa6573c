// One worker of the kill test: it runs the shop's pumps until they are at rest, or until it has passed
// the named point it is to die at; then it is gone as by kill -9, in the middle of whatever it did.
import { flushCompileCache } from "node:module";
import { openDb } from "#app/db.server.ts";
import { flow } from "#app/flows/run/flow.server.ts";
import { openHttp } from "#app/http.server.ts";
import { ShopId } from "#app/lib/ids.ts";
import { later } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { text } from "#app/outbox/text.server.ts";
import { pumps } from "#app/pumps.server.ts";
import { settle } from "#tests/support/settle.ts";
import { KillOrder, secrets } from "./order.ts";

// The dead leave nothing behind: what was compiled is kept for the next one before anything happens.
flushCompileCache();

const order = KillOrder.parse(JSON.parse(process.argv[2] ?? ""));
const world = aWorld(order);

const shop = ShopId.parse(order.shop);
if (order.work === "flows") await goThroughFlows(world, shop);
else await settle(world, shop, pumps);
await world.db.close();

/** Until nothing of them is due now. */
async function goThroughFlows(world: World, shop: ShopId): Promise<void> {
  while ((await flow.step(world, shop)) + (await text.step(world, shop)) > 0) continue;
}

function aWorld({ databaseUrl, work, dieAtPoint, among, idPrefix, at }: KillOrder) {
  let aheadMs = at === null ? 0 : at - Date.now();
  let ids = 0;
  let points = 0;
  const now = () => later(new Date(), aheadMs);
  return {
    db: openDb(databaseUrl, 4),
    now,
    clock: { set: (instant: Date) => void (aheadMs += Math.max(0, instant.getTime() - now().getTime())) },
    ids: { uuid: () => `00000000-0000-4000-8000-${idPrefix}${String(++ids).padStart(6, "0")}` },
    http: openHttp(null),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    secrets,
    // Links in texts lead there.
    ...(work === "flows" && { appUrl: "https://segue.example.com" }),
    async point(name: string) {
      if (!name.startsWith(among)) return;
      points += 1;
      if (points !== dieAtPoint) return;
      process.stdout.write(`${name}\n`, () => process.kill(process.pid, "SIGKILL"));
      await new Promise(() => {});
    },
  } satisfies World & { clock: unknown };
}
