// The people of a bulk command as rows, and its progress. Everything is written only while the lease
// is the writer's own.
import { z } from "zod";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import { Count, row, type Sql, sql } from "../lib/sql.ts";
import { transact, type World } from "../lib/world.ts";
import type { Progress } from "./bulk.ts";
import type { Leased } from "./rows.server.ts";

export type Line = { line: number; outcome: "accepted" | "refused"; problem: string | null };

type Mine = Pick<Leased, "command_id" | "fence">;

const mine = (shop: ShopId, { command_id, fence }: Mine): Sql =>
  sql`outbox.shop_id = ${shop} and outbox.command_id = ${command_id} and outbox.fence = ${fence} and outbox.state = 'leased'`;

export async function saveProgress(world: World, shop: ShopId, lease: Mine, progress: Progress | null): Promise<void> {
  await world.db.run(sql`
    update outbox set progress = ${progress === null ? null : JSON.stringify(progress)}::jsonb where ${mine(shop, lease)}`);
}

/** Numbers the people of whom nothing is known, and returns them in that order; null where the lease is lost. */
export function assignLines(world: World, shop: ShopId, lease: Mine): Promise<CustomerId[] | null> {
  return transact(world, async (world) => {
    const held = await row(world.db, z.object({ one: z.number() }), sql`select 1 as one from outbox where ${mine(shop, lease)} for update`);
    if (!held) return null;
    await world.db.run(sql`
      with numbered as (
        select customer_id, row_number() over (order by customer_id) - 1 as line from outbox_person
        where shop_id = ${shop} and command_id = ${lease.command_id} and outcome is null)
      update outbox_person set line = numbered.line from numbered
      where outbox_person.shop_id = ${shop} and outbox_person.command_id = ${lease.command_id}
        and outbox_person.customer_id = numbered.customer_id`);
    const people = await world.db.rows(z.object({ customer_id: CustomerId }), sql`
      select customer_id from outbox_person
      where shop_id = ${shop} and command_id = ${lease.command_id} and outcome is null order by line, customer_id`);
    return people.map((person) => person.customer_id);
  });
}

export async function saveLines(world: World, shop: ShopId, lease: Mine, lines: Line[]): Promise<void> {
  if (lines.length === 0) return;
  await world.db.run(sql`
    update outbox_person set outcome = read.outcome, problem = read.problem
    from unnest(${lines.map(({ line }) => line)}::int[], ${lines.map(({ outcome }) => outcome)}::text[],
      ${lines.map(({ problem }) => problem)}::text[]) as read (line, outcome, problem)
    where outbox_person.shop_id = ${shop} and outbox_person.command_id = ${lease.command_id} and outbox_person.line = read.line
      and outbox_person.outcome is null and exists (select 1 from outbox where ${mine(shop, lease)})`);
}

/** How many people of whom nothing is known are left. */
export async function unknownPeople(world: World, shop: ShopId, commandId: string): Promise<number> {
  const found = await row(world.db, z.object({ count: Count }), sql`
    select count(*) from outbox_person where shop_id = ${shop} and command_id = ${commandId} and outcome is null`);
  return found?.count ?? 0;
}
