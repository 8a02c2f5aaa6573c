// Law: the hour of the day where a customer lives means the same in both evaluators at every instant, and
// whoever it comes to fit, or no longer fits, is among those the clock road looks at.
import { expect, test } from "vitest";
import { z } from "zod";
import type { CustomerId } from "#app/lib/ids.ts";
import { Id, sql } from "#app/lib/sql.ts";
import { compile } from "#app/segments/compile.ts";
import type { Definition } from "#app/segments/definition.ts";
import { crossed } from "#app/segments/crossed.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { match, verdictFor } from "#app/segments/match.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { NOBODY, NOW, ZONE } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const PEOPLE = 60;
const HOUR = 3_600_000;
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`local-hour: seed=${seed}`);

const world = await aWorld(NOW);
const shop = await aShop(world, { timeZone: ZONE });
await writePeople(world, shop, samplePeople(PEOPLE, seed));
const people = await readPeople(world, shop, Array.from({ length: PEOPLE }, (_, index) => String(index + 1) as CustomerId));

const asking = (from: number, to: number): Definition => ({ version: 1, node: { kind: "attr", field: "person.localHour", test: { op: "hour", from, to } } });
const asks: Definition[] = [asking(8, 21), asking(21, 8), asking(11, 12), asking(0, 1), { version: 1, node: { kind: "attr", field: "person.localHour", test: { op: "known" } } }];
const Row = z.object({ customer_id: Id, verdict: z.boolean().nullable() });
/** Over two days, in steps that meet every hour of every zone, and over the change of clocks in Europe. */
const instants = [...Array.from({ length: 60 }, (_, step) => NOW.getTime() + step * 0.8 * HOUR), Date.parse("2026-03-29T00:59:59.999Z"), Date.parse("2026-03-29T01:00:00Z")].map((ms) => new Date(ms));

test("both evaluators see the same hours, and the clock road finds whoever they turn", async () => {
  let turned = 0;
  for (const each of asks) {
    let before = new Map<string, boolean | null>();
    for (const [step, now] of instants.entries()) {
      const ask = { now, zone: ZONE, currency: "USD" };
      const rows = await world.db.rows(Row, compile(each, { ...ask, shop }).verdicts());
      const after = new Map(rows.map((row) => [row.customer_id, row.verdict]));
      for (const person of people) expect([now, person.customer.timeZone, after.get(person.customer.customerId)]).toEqual([now, person.customer.timeZone, verdictFor(each, person, ask)]);
      const t0 = instants[step - 1];
      if (t0) {
        const found = new Set((await world.db.rows(z.object({ customer_id: Id }), sql`SELECT x.customer_id FROM (${crossed(each, { shop, t0, t1: now, zone: ZONE, currency: "USD" }) ?? NOBODY}) x`)).map((row) => row.customer_id));
        const differing = [...after.keys()].filter((id) => after.get(id) !== before.get(id));
        turned += differing.length;
        expect(differing.filter((id) => !found.has(id))).toEqual([]);
      }
      before = after;
    }
  }
  expect(turned).toBeGreaterThan(50);
});

test("the next turn of the hour is known to the millisecond", () => {
  const inParis = people.find(({ customer }) => customer.timeZone === "Europe/Paris");
  if (!inParis) throw new Error(`Nobody lives in Paris with seed ${seed}.`);
  const next = (now: string, each: Definition) => match(each, inParis, { now: new Date(now), zone: ZONE, currency: "USD" }).nextFlipAt?.toISOString();
  expect(next("2026-03-12T15:30:00Z", asking(8, 21))).toBe("2026-03-12T20:00:00.000Z");
  expect(next("2026-03-12T20:00:00Z", asking(8, 21))).toBe("2026-03-13T07:00:00.000Z");
  // The night of the change of clocks has no hour from two to three.
  expect(next("2026-03-28T12:00:00Z", asking(2, 4))).toBe("2026-03-29T01:00:00.000Z");
});

test("whoever has no known zone never flips by the hour", () => {
  const homeless = people.filter(({ customer }) => customer.timeZone === null);
  expect(homeless.length).toBeGreaterThan(0);
  const never: Definition = { version: 1, node: { kind: "all", nodes: [asking(8, 21).node, { kind: "bucket", salt: "x", from: 0, to: 9999 }] } };
  for (const person of homeless) expect(match(never, person, { now: NOW, zone: ZONE, currency: "USD" }).nextFlipAt).toBe(null);
});
