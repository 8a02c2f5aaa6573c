// What segments are told of codes: when the one that somebody was given ends, to the millisecond, and that the merchant ended it sooner.
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { Id, sql } from "#app/lib/sql.ts";
import { days, later, seconds } from "#app/lib/time.ts";
import { clockRoad } from "#app/segments/clock.server.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { factsRoad } from "#app/segments/evaluate-facts.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { parse } from "#app/segments/text.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { codesFor, createCoupon, endCoupon } from "./coupon.server.ts";
import { coupon as pump } from "./coupon-make.server.ts";

const { world, opened } = await aSandboxWorld({ customers: 5, orders: 0 });
const shop = await opened();
await addCustomers(world, shop, [1, 2, 3, 4, 5]);
const person = (id: string) => CustomerId.parse(id);

async function made(word: string, endsAt: Date | null) {
  const settings = { saving: { kind: "percent", percent: 20 }, minimumMinor: null, startsAt: "2020-01-01T00:00:00Z", endsAt: endsAt?.toISOString() ?? null, isOnce: true, word };
  const created = await createCoupon(world, shop, { name: `${word} sale`, settings });
  if ("problems" in created) throw new Error(JSON.stringify(created.problems));
  return created.couponId;
}

async function rest(): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    quiet = (await pump.step(world, shop)) > 0 ? 0 : quiet + 1;
    world.clock.advance(seconds(2));
  }
}

async function asking(...texts: string[]): Promise<void> {
  const before = (await members()).length;
  for (const [index, text] of texts.entries()) {
    const read = parse(text);
    if ("problems" in read) throw new Error(JSON.stringify(read.problems));
    const saved = await createSegment(world, shop, { name: `Segment ${before + index}`, definition: read.definition });
    if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  }
  await count();
}

const count = async (): Promise<void> => {
  while ((await evaluate.step(world, shop)) > 0) continue;
};

/** The facts road alone, so that nothing but a mark makes it look. */
const look = async (): Promise<void> => {
  while ((await factsRoad(world, shop)) > 0) continue;
};

const members = async (): Promise<string[][]> => {
  const rows = await world.db.rows(z.object({ all: z.array(Id) }), sql`
    select coalesce(array_agg(m.customer_id order by m.customer_id) filter (where m.customer_id is not null), '{}') as all
    from segment s left join membership m on m.shop_id = ${shop} and m.segment_id = s.segment_id and m.left_at is null where s.shop_id = ${shop} and s.name like 'Segment %' group by s.segment_id order by s.segment_id`);
  return rows.map(({ all }) => all);
};

test("whose unused code ends soon is known from the millisecond on at which it is soon until it has ended, or was used, or was ended by hand", async () => {
  const end = later(world.now(), days(10));
  const [soon, never] = [await made("SOON", end), await made("NEVER", null)];
  const ends = (name: string) => `nth(-1, couponGiven, event.ends where event.coupon is "${name} sale")`;
  await asking(`${ends("soon")} in next 72 h and count(couponUsed where event.coupon is "soon sale") = 0`, `${ends("never")} unknown and count(couponGiven where event.coupon is "never sale") >= 1`, `${ends("never")} in last 72 h`);
  await codesFor(world, shop, soon, [person("1"), person("2"), person("3")], world.now());
  await codesFor(world, shop, never, [person("1")], world.now());
  await rest();
  await look();
  expect(await members()).toEqual([[], ["1"], []]);
  world.clock.set(later(end, -days(3) - 1));
  await clockRoad(world, shop);
  expect(await members()).toEqual([[], ["1"], []]);
  world.clock.set(later(end, -days(3)));
  await clockRoad(world, shop);
  expect(await members()).toEqual([["1", "2", "3"], ["1"], []]);
  const [{ code } = { code: "" }] = await world.db.rows(z.object({ code: z.string() }), sql`select code from coupon_code where shop_id = ${shop} and coupon_id = ${soon} and customer_id = 2`);
  const at = world.now().toISOString();
  await writeFacts(world, shop, { ...noFacts(), orders: [{ orderId: "91", customerId: "2", name: "#91", processedAt: at, updatedAt: at, currency: "USD", grossMinor: 100, discountCodes: [code] }] }, { now: world.now(), live: true });
  await look();
  expect((await members())[0]).toEqual(["1", "3"]);
  // Whoever was merged since is found by the number under which they were given it.
  await writeFacts(world, shop, { ...noFacts(), gone: [{ customerId: "3", mergedInto: "4", at: world.now().toISOString() }] }, { now: world.now(), live: true });
  await look();
  expect((await members())[0]).toEqual(["1", "4"]);
  await endCoupon(world, shop, never);
  await rest();
  await look();
  expect(await members()).toEqual([["1", "4"], [], ["1"]]);
  world.clock.set(later(end, -1));
  await clockRoad(world, shop);
  expect((await members())[0]).toEqual(["1", "4"]);
  world.clock.set(end);
  await clockRoad(world, shop);
  expect((await members())[0]).toEqual([]);
});

test("any of several codes may be the one that ends soon, whichever was given last", async () => {
  const end = later(world.now(), days(20));
  const [first, second] = [await made("FIRST", end), await made("SECOND", later(end, days(20)))];
  for (const coupon of [first, second]) {
    await codesFor(world, shop, coupon, [person("1")], world.now());
    await rest();
  }
  const before = (await members()).length;
  await asking("count(couponGiven where event.ends in next 72 h) >= 1", "nth(-1, couponGiven, event.ends) in next 72 h");
  await clockRoad(world, shop);
  world.clock.set(later(end, -days(3) - 1));
  await clockRoad(world, shop);
  expect((await members()).slice(before)).toEqual([[], []]);
  world.clock.set(later(end, -days(3)));
  await clockRoad(world, shop);
  expect((await members()).slice(before)).toEqual([["1"], []]);
  world.clock.set(end);
  await clockRoad(world, shop);
  expect((await members()).slice(before)).toEqual([[], []]);
});

test("a coupon that is ended by hand has ended for everybody who has a code, merged or not", async () => {
  const coupon = await made("HAND", later(world.now(), days(30)));
  await codesFor(world, shop, coupon, [person("1"), person("5")], world.now());
  await rest();
  await writeFacts(world, shop, { ...noFacts(), gone: [{ customerId: "5", mergedInto: "4", at: world.now().toISOString() }] }, { now: world.now(), live: true });
  await endCoupon(world, shop, coupon);
  await rest();
  const left = await world.db.rows(z.object({ id: Id }), sql`select customer_id as id from event where shop_id = ${shop} and kind = 'couponGiven' and text = 'HAND sale' and ends_at <= ${world.now()} order by 1`);
  expect(left).toEqual([{ id: "1" }, { id: "4" }]);
});
