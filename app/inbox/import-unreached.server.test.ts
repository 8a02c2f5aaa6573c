// An import that meets nobody: the network is away, Shopify stumbles, or the file breaks off.
import { expect, test } from "vitest";
import { z } from "zod";
import type { HttpAnswer } from "#app/lib/http.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { hours, minutes } from "#app/lib/time.ts";
import { listProblems, tryAgain } from "#app/sync/problems.server.ts";
import { withToken } from "#tests/laws/sync-world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, type TestWorld } from "#tests/support/world.ts";
import { import_ } from "./import.server.ts";

type Broken = "away" | "stumbling" | "cut";
const GONE: HttpAnswer = { kind: "none", reason: "ECONNREFUSED" };
const LINE = `${JSON.stringify({ id: "gid://shopify/Product/7", title: "Mug", tags: [], updatedAt: "2026-05-01T00:00:00Z" })}\n`;

/** One export of products is asked for; `broken` says what is wrong at the moment. */
async function aShopWithAnExport(world: TestWorld, broken: () => Broken | null): Promise<ShopId> {
  const answer = (data: unknown): HttpAnswer => ({ kind: "answer", status: 200, headers: {}, body: JSON.stringify({ data }) });
  world.network.on((request) => {
    if (broken() === "away") return GONE;
    if (broken() === "stumbling") return { kind: "answer", status: 503, headers: {}, body: "" };
    if (request.url === "https://files.example/products") {
      const [from = 0] = (/bytes=(\d+)-/.exec(request.headers.range ?? "") ?? []).slice(1).map(Number);
      const headers = { "content-range": `bytes ${from}-${LINE.length - 1}/${LINE.length}` };
      return { kind: "answer", status: 206, headers, body: broken() === "cut" ? "" : LINE.slice(from) };
    }
    const { query, variables } = JSON.parse(String(request.body));
    if (query.includes("BulkRun")) return answer({ bulkOperationRunQuery: { bulkOperation: { id: "gid://shopify/BulkOperation/1", createdAt: world.now().toISOString() }, userErrors: [] } });
    if (variables.id) return answer({ bulkOperation: { status: "COMPLETED", objectCount: "1", fileSize: null, url: "https://files.example/products" } });
    return undefined;
  });
  const shop = await aShop(world);
  await withToken(world, shop);
  await world.db.run(sql`update shop set name = 'Test' where shop_id = ${shop}`);
  await world.db.run(sql`insert into import_run (shop_id, kind, reason, due_at, created_at) values (${shop}, 'products', 'asked', ${world.now()}, ${world.now()})`);
  return shop;
}

async function goOn(world: TestWorld, shop: ShopId, forMinutes: number) {
  for (let minute = 0; minute < forMinutes; minute++) {
    while ((await import_.step(world, shop)) > 0);
    world.clock.advance(minutes(1));
  }
}

const state = async (world: TestWorld, shop: ShopId) => (await world.db.rows(z.object({ state: z.string() }), sql`select state from import_run where shop_id = ${shop}`))[0]?.state;

test.each<Broken>(["away", "stumbling", "cut"])("%s for an hour: the import goes on by itself when it is over.", async (how) => {
  const world = await aWorld();
  let broken: Broken | null = how;
  const shop = await aShopWithAnExport(world, () => broken);
  await goOn(world, shop, 60);
  expect(await state(world, shop)).not.toBe("parked");
  broken = null;
  await goOn(world, shop, 15);
  expect(await state(world, shop)).toBe("done");
});

test.each<[Broken, string]>([["away", "ECONNREFUSED"], ["stumbling", "503"], ["cut", "broke off"]])("%s for hours: it is listed with its reason, asks no more, and goes on when a person tries again.", async (how, reason) => {
  const world = await aWorld();
  let broken: Broken | null = how;
  const shop = await aShopWithAnExport(world, () => broken);
  await goOn(world, shop, 200);
  const [problem] = (await listProblems(world, shop)).problems;
  expect(problem).toMatchObject({ kind: "import", subject: "products", reason: expect.stringContaining(reason), again: "retry" });
  const asked = world.network.sent.length;
  expect(asked).toBeLessThan(60);
  await goOn(world, shop, 60);
  expect(world.network.sent.length).toBe(asked);
  broken = null;
  if (problem) expect(await tryAgain(world, shop, problem)).toEqual([]);
  await goOn(world, shop, 2);
  expect(await state(world, shop)).toBe("done");
});

test("Where nothing runs for a night between two tries, it is not given up by the second one.", async () => {
  const world = await aWorld();
  let broken: Broken | null = "away";
  const shop = await aShopWithAnExport(world, () => broken);
  await goOn(world, shop, 1);
  world.clock.advance(hours(9));
  await goOn(world, shop, 5);
  expect(await state(world, shop)).not.toBe("parked");
  broken = null;
  await goOn(world, shop, 30);
  expect(await state(world, shop)).toBe("done");
});

test("What a night that was given up was to look for, the next night looks for: nothing between the two is passed over.", async () => {
  const world = await aWorld();
  const shop = await aShopWithAnExport(world, () => "away");
  const filter = `updated_at:>='${world.now().toISOString()}'`;
  await world.db.run(sql`update import_run set reason = 'reconcile', filter = ${filter} where shop_id = ${shop}`);
  await goOn(world, shop, 200);
  const runs = await world.db.rows(z.object({ state: z.string(), filter: z.string() }), sql`select state, filter from import_run where shop_id = ${shop} order by import_id`);
  expect(runs).toEqual([{ state: "parked", filter }, { state: "asked", filter }]);
});
