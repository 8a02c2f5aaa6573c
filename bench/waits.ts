// What a person waits for: the preview that the builder asks for with each change, one customer put to fifty segments,
// and why that customer is in each of them or not. Events and lists are there already (bench/answers.ts).
import { z } from "zod";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { often, transact } from "#app/lib/world.ts";
import { askOf } from "#app/segments/ask-rows.server.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { matchesOf } from "#app/segments/match.ts";
import { needsOf } from "#app/segments/needs.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { roadSegments } from "#app/segments/road-rows.server.ts";
import { definitionOf } from "#app/segments/road.server.ts";
import { why } from "#app/segments/why.server.ts";
import { plantFifty } from "./clock.ts";
import { measured, type Measured, median, times } from "./measure.ts";
import { LEAVES } from "./segments-leaves.ts";
import { QUESTIONS } from "./segments-questions.ts";
import type { Size } from "./shop/generate.ts";
import { PREVIEW_MAX, templatePreviews } from "./templates.ts";
import type { BenchWorld } from "./world.ts";

const RUNS: Record<Size, number> = { S: 7, M: 5, L: 3 };
const PEOPLE = 500;
/** A worker that has just started compiles its code and plans its statements: some hundred people later it has. */
const FIRST_PEOPLE = 200;

export async function waitsBench(world: BenchWorld, shop: ShopId, size: Size, among: string[] | null = null): Promise<Measured[]> {
  const isWanted = (name: string) => among?.includes(name) ?? true;
  return [...(await previews(world, shop, size, isWanted)), ...(isWanted("templates") ? await templatePreviews(world, shop, size) : []), ...(isWanted("person") ? await onePerson(world, shop, size) : [])];
}

async function previews(world: BenchWorld, shop: ShopId, size: Size, isWanted: (name: string) => boolean): Promise<Measured[]> {
  const all: Measured[] = [];
  const medians: number[] = [];
  for (const { id, title, node } of [...QUESTIONS, ...LEAVES].filter(({ id }) => isWanted(id))) {
    const taken = await times(RUNS[size], () => previewSegment(world, shop, { version: 1, node }));
    medians.push(median(taken));
    all.push(measured("preview", size, `${id} ${title}`, taken));
  }
  if (all.length === 0) return all;
  const quick = medians.filter((ms) => ms <= PREVIEW_MAX[size]).length;
  all.push(measured("preview", size, "all of them", medians.toSorted((one, other) => one - other), { note: `${quick} of ${medians.length} within ${PREVIEW_MAX[size]} ms` }));
  return all;
}

/** The fifty of the clock bench. */
async function onePerson(world: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  await plantFifty(world, shop);
  const customers = await world.db.rows(z.object({ customer_id: CustomerId }), sql`
    select customer_id from customer where shop_id = ${shop} and order_count > 0 order by md5(customer_id::text) limit ${PEOPLE}`);
  const questions = (await roadSegments(world, shop)).map((segment) => ({ segment: segment.segment, definition: definitionOf(segment) }));
  const ask = await askOf(world, shop);
  const quick = often(world);
  const each = (index: number) => customers[index % customers.length]?.customer_id ?? CustomerId.parse("1");
  const needs = needsOf(questions.map(({ definition }) => definition));
  // In a transaction, as the facts road reads them.
  const taken = await transact(quick, async (inside) => {
    const read = (index: number) => readPeople(inside, shop, [each(index)], needs);
    const put = async (index: number) => {
      for (const person of await read(index)) matchesOf(questions, person, ask);
    };
    await times(FIRST_PEOPLE, put);
    return times(PEOPLE, put);
  });
  const people = await readPeople(quick, shop, customers.map(({ customer_id: id }) => id));
  const alone = await times(people.length, async (index) => people.slice(index, index + 1).map((person) => matchesOf(questions, person, ask)));
  const explained = await times(100, (index) => why(quick, shop, each(index)));
  return [
    measured("one person", size, "50 segments: facts read and put to each", taken),
    measured("one person", size, "50 segments, facts at hand", alone),
    measured("one person", size, "why in or out of each of 50, and until when", explained),
  ];
}
