// Five segments whose members are put there by hand, held against sets in plain code.
import { beforeAll, expect, test } from "vitest";
import { SegmentId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { bySize, isIn, readMask, sizeOf, total } from "./overlap.ts";
import { countRegions, peopleOf } from "./overlap-rows.server.ts";
import { listNamed } from "./search-rows.server.ts";

const PEOPLE = 300;
const world = await aWorld();
const segments = [1, 2, 3, 4, 5].map((id) => SegmentId.parse(id));
/** Who is in which: bit n of the person's number squared, but for those who left. */
const maskOf = (person: number) => (person * person + (person >> 3)) & 31;
const masks = Array.from({ length: PEOPLE }, (_, index) => maskOf(index + 1));
let shop: ShopId;

beforeAll(async () => {
  const other = await aShop(world);
  shop = await aShop(world);
  for (const each of [other, shop]) {
    await world.db.run(sql`
      insert into customer (shop_id, customer_id, first_name, created_at, updated_at)
      select ${each}, id, 'Sam' || id, ${START}, ${START} from generate_series(1, ${PEOPLE}::int) id`);
  }
  for (const [place, segment] of segments.entries()) {
    const inside = masks.map((mask) => isIn(mask, place));
    // Whoever is not in it now was once; in the other shop it is the other way round.
    for (const [each, isOpen] of [[shop, inside], [other, inside.map((is) => !is)]] as const) {
      await world.db.run(sql`
        insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version, left_at, left_cause, left_version)
        select ${each}::int, ${segment}::int, person.id, 1, ${START}::timestamptz, 'fact', 1, case when not person.open then ${START}::timestamptz end, case when not person.open then 'fact' end, case when not person.open then 1 end
        from unnest(${isOpen}::boolean[]) with ordinality as person (open, id)`);
    }
  }
});

test("each region has just those who are in these segments and in none of the others", async () => {
  const regions = await countRegions(world, shop, segments);
  expect(regions.length).toBeGreaterThan(20);
  for (const { mask, people } of regions) {
    const expected = masks.flatMap((each, index) => (each === mask ? [String(index + 1)] : []));
    expect(people).toBe(expected.length);
    const page = await listNamed(world, shop, peopleOf(shop, segments, mask, regions), {});
    expect(page.lines.map(({ customerId }) => String(customerId)).toReversed()).toEqual(expected);
  }
  expect(total(regions)).toBe(masks.filter((mask) => mask > 0).length);
  for (const place of segments.keys()) expect(sizeOf(regions, place)).toBe(masks.filter((mask) => isIn(mask, place)).length);
});

test("two segments have three regions, and one that is empty is not counted", async () => {
  const two = segments.slice(1, 3);
  const regions = await countRegions(world, shop, two);
  expect(new Map(regions.map(({ mask, people }) => [mask, people]))).toEqual(new Map([1, 2, 3].flatMap((mask): [number, number][] => {
    const people = masks.filter((each) => ((each >> 1) & 3) === mask).length;
    return people > 0 ? [[mask, people]] : [];
  })));
  expect((await listNamed(world, shop, peopleOf(shop, two, 3, regions), { search: "Sam1" })).lines.every(({ firstName }) => firstName?.startsWith("Sam1"))).toBe(true);
});

test("people of a region come in pages by key", async () => {
  const regions = await countRegions(world, shop, segments.slice(0, 2));
  const mask = bySize(regions)[0]?.mask ?? 1;
  const ids: number[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listNamed(world, shop, peopleOf(shop, segments.slice(0, 2), mask, regions), after === undefined ? {} : { after });
    ids.push(...page.lines.map(({ customerId }) => Number(customerId)));
    if (page.next === null) break;
    after = page.next;
  }
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.toReversed()).toEqual(masks.flatMap((each, index) => ((each & 3) === mask ? [index + 1] : [])));
});

test("an address names a region by its mask, and nothing else is one", () => {
  expect(["0", "1", "31", "32", "-1", "1.5", "", undefined, "007"].map((text) => readMask(text, 5))).toEqual([null, 1, 31, null, null, null, null, null, null]);
});
