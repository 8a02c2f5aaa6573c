import { expect, test } from "vitest";
import { sql } from "#app/lib/sql.ts";
import { aWorld } from "#tests/support/world.ts";
import { invariant } from "./invariant.ts";
import { reasonOf, Refusal } from "./refusal.ts";

const world = await aWorld();
const raised = (query: ReturnType<typeof sql>): Promise<unknown> => world.db.run(query).then(() => null, (problem: unknown) => problem);

test("A statement that PostgreSQL refuses raises its code and our names, and none of the values.", async () => {
  expect(reasonOf(await raised(sql`select ${"Jane Doe"}::bigint`))).toBe("A value does not have the form of its column. (22P02)");
  expect(reasonOf(await raised(sql`insert into shop (domain, state, created_at) values (${"jane.example"}, null, ${world.now()})`)))
    .toBe("A value is missing that must be there. (23502, table shop, column state)");
  expect(reasonOf(await raised(sql`do $$ begin raise exception 'Jane Doe' using errcode = 'P0001'; end $$`))).toBe("The database refused it. (P0001)");
});

test("What is wrong with our own SQL is told in full, for it speaks of no row.", async () => {
  const problem = await raised(sql`select nothing from shop where domain = ${"jane.example"}`);
  expect(problem).toBeInstanceOf(Refusal);
  expect(reasonOf(problem)).toBe('column "nothing" does not exist (42703)');
});

test("COPY and the commit refuse alike.", async () => {
  const copied = world.db.copyIn(sql`copy collection (shop_id, collection_id, title) from stdin`, ["1\tJane Doe\tx\n"]);
  await expect(copied).rejects.toThrow("A value does not have the form of its column. (22P02)");
});

test("Of any other failure only its kind is told, except of our own claims.", () => {
  expect(reasonOf(new TypeError("Jane Doe is not a function"))).toBe("It met a mistake of ours (TypeError).");
  expect(reasonOf("Jane Doe")).toBe("It met a mistake of ours (string).");
  try {
    invariant(false, "a shop has a name");
  } catch (problem) {
    expect(reasonOf(problem)).toBe("Invariant broken: a shop has a name");
  }
});
