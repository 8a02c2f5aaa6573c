// Who was merged with another customer, as segments ask: once the merge was told, in whatever order, and when it was the last time.
import { expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { sql } from "#app/lib/sql.ts";
import { days, earlier } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aWorld } from "#tests/support/world.ts";
import { previewSegment } from "./preview.server.ts";
import { parse } from "./text.ts";

const world = await aWorld();

test.each([[[["1", "2", 10], ["2", "3", 1]]], [[["2", "3", 1], ["1", "2", 10]]]] as const)("whoever is left of several customers was merged, when it was the last time, in any order of telling: %o", async (merges) => {
  const shop = await aShop(world);
  await addCustomers(world, shop, [1, 2, 3, 4]);
  const asked = async (text: string) => {
    const read = parse(text);
    if ("problems" in read) throw new Error(JSON.stringify(read.problems));
    const preview = await previewSegment(world, shop, read.definition);
    return "total" in preview ? [preview.total, preview.unknown] : preview.problems;
  };
  expect(await asked("person.merged known")).toEqual([0, 0]);
  for (const [customerId, mergedInto, ago] of merges) await writeFacts(world, shop, { ...noFacts(), gone: [{ customerId, mergedInto, at: earlier(world.now(), days(ago)).toISOString() }] }, { now: world.now(), live: true });
  expect(await asked("person.merged known")).toEqual([1, 0]);
  expect([await asked("person.merged in last 2 d"), await asked("person.merged in more than 5 d ago")]).toEqual([[1, 1], [0, 1]]);
  expect(await world.db.run(sql`select 1 from customer where shop_id = ${shop} and customer_id = 3 and changed_at is not null`)).toBe(1);
});
