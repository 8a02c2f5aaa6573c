// A shop that Shopify shuts and opens again, on the stand-in for Shopify: its import stops and goes on.
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { openHttp } from "#app/http.server.ts";
import { import_ } from "#app/inbox/import.server.ts";
import type { Http, HttpRequest } from "#app/lib/http.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { hours, later, minutes } from "#app/lib/time.ts";
import { runPump } from "#app/pump-run.server.ts";
import { generatedShop } from "#sandbox/shop/generate.ts";
import { aSandbox, installed, KEY, SECRET } from "#sandbox/testing.ts";
import { aWorld } from "#tests/support/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { probe } from "./probe.server.ts";
import { saveOfflineSession } from "./session-rows.server.ts";

const { sandbox, shop: store } = await aSandbox({ shops: [generatedShop({ customers: 20 })] });
const { tokens } = await installed(sandbox, store);
const { domain } = store.settings;
const http = openHttp(null);
const redirected = (request: HttpRequest): HttpRequest => ({ ...request, url: request.url.replace(`https://${domain}`, sandbox.url), headers: { ...request.headers, "x-forwarded-host": domain } });
let asked = 0;
const toSandbox: Http = { send: (request) => (asked++, http.send(redirected(request))), stream: (request) => http.stream(redirected(request)) };
const own = await aWorld(new Date(sandbox.clock.ms()));
const world = { ...own, http: toSandbox, secrets: { ...own.secrets, shopifyApiKey: KEY, shopifyApiSecret: SECRET } };

let shop: ShopId;
beforeEach(async () => {
  await world.db.run(sql`delete from shop where domain = ${domain}`);
  shop = await aShop(world, { domain });
  const expires = later(world.now(), hours(1000));
  await saveOfflineSession(world, domain, { id: `offline_${domain}`, accessToken: tokens.access_token, refreshToken: tokens.refresh_token, expires, refreshTokenExpires: expires }, null);
  asked = 0;
});

const State = z.object({ state: z.string(), probe_at: z.date().nullable() });
const state = async () => (await world.db.rows(State, sql`select state, probe_at from shop where shop_id = ${shop}`))[0];
const imports = async () => (await world.db.rows(z.object({ state: z.string() }), sql`select state from import_run where shop_id = ${shop}`))[0]?.state;

/** As the worker does, minute by minute. */
async function goOn(forMinutes: number) {
  for (let minute = 0; minute < forMinutes; minute++) {
    for (const pump of ["import", "probe"] as const) await runPump(world, [import_, probe], { pump, shop });
    world.clock.advance(minutes(1));
  }
}

test.each([402, 423] as const)("Shut with %i it is asked for now and then, at little cost, and goes on by itself when it is open again.", async (status) => {
  await world.db.run(sql`insert into import_run (shop_id, kind, reason, due_at, created_at) values (${shop}, 'customers', 'asked', ${world.now()}, ${world.now()})`);
  store.faults.api.status = status;
  await goOn(1);
  expect(await state()).toMatchObject({ state: "paused" });
  await goOn(60 * 24);
  // Hourly for four hours, then ever less: about ten questions a day.
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(14);
  store.faults.api.status = null;
  const at = (await state())?.probe_at;
  if (!at) throw new Error("nothing is planned");
  world.clock.set(at);
  await goOn(3);
  expect(await state()).toEqual({ state: "active", probe_at: null });
  expect(await imports()).toBe("done");
  expect(await world.db.rows(z.object({ people: Count }), sql`select count(*) as people from customer where shop_id = ${shop}`)).toEqual([{ people: 20 }]);
});

test("Without a token it is not asked for again: only the merchant can open it.", async () => {
  await world.db.run(sql`update shop set state = 'paused', paused_at = ${world.now()}, probe_at = ${world.now()} where shop_id = ${shop}`);
  await world.db.run(sql`delete from session where shop = ${domain}`);
  await goOn(60 * 3);
  expect(await state()).toEqual({ state: "paused", probe_at: null });
  expect(asked).toBe(0);
});
