// Law: a migration that renames a word of consent (20261126000700) renames it on customers and wherever a definition
// puts it to consent, and nowhere else. It is run here on rows and definitions as they were before it.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { raw, sql } from "#app/lib/sql.ts";
import { type Node, readDefinition } from "#app/segments/definition.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const world = await aWorld();
const MIGRATION = readFileSync(new URL("../../prisma/migrations/20261126000700_consent_words/migration.sql", import.meta.url), "utf8");

const attr = (field: string, test: object) => ({ kind: "attr", field, test }) as Node;
const OLD = "NEVER_SUBSCRIBED";
const NEW = "NOT_SUBSCRIBED";

/** [before, after] */
const NODES: [title: string, before: Node, after: Node][] = [
  ["one value", attr("sms.state", { op: "is", value: OLD }), attr("sms.state", { op: "is", value: NEW })],
  ["several values of which one is the new word already", attr("email.state", { op: "anyOf", values: ["SUBSCRIBED", OLD, NEW] }), attr("email.state", { op: "anyOf", values: ["SUBSCRIBED", NEW] })],
  ["the word of subscriptions to products", attr("shopify.subscriber", { op: "is", value: OLD }), attr("shopify.subscriber", { op: "is", value: OLD })],
  ["a text that is spelled the same", attr("person.city", { op: "is", value: OLD }), attr("person.city", { op: "is", value: OLD })],
  [
    "one beside the other in a tree",
    { kind: "all", nodes: [{ kind: "not", node: attr("sms.state", { op: "noneOf", values: [OLD] }) }, attr("shopify.subscriber", { op: "anyOf", values: [OLD, "ACTIVE"] })] },
    { kind: "all", nodes: [{ kind: "not", node: attr("sms.state", { op: "noneOf", values: [NEW] }) }, attr("shopify.subscriber", { op: "anyOf", values: [OLD, "ACTIVE"] })] },
  ],
];

test("the old word of consent becomes the new one, and stays wherever it means something else", async () => {
  const shop = await aShop(world);
  await world.db.run(sql`insert into customer (shop_id, customer_id, updated_at, sms_state, email_state, subscriber_status) values
    (${shop}, 1, '2026-01-01', ${OLD}, 'SUBSCRIBED', ${OLD}), (${shop}, 2, '2026-01-01', 'UNSUBSCRIBED', ${OLD}, null)`);
  for (const [at, [title, before]] of NODES.entries()) {
    await world.db.run(sql`insert into segment (shop_id, segment_id, name, version, full_due, created_at, updated_at) values (${shop}, ${at + 1}, ${title}, 1, false, ${world.now()}, ${world.now()})`);
    await world.db.run(sql`insert into segment_version (shop_id, segment_id, version, definition, sentence, created_at) values (${shop}, ${at + 1}, 1, ${JSON.stringify({ version: 1, node: before })}::jsonb, ${title}, ${world.now()})`);
  }
  // Twice: where it was done it changes nothing more.
  for (const _ of [1, 2]) for (const statement of MIGRATION.replaceAll(/^--.*$/gm, "").split(/;\s*$/m)) if (statement.trim() !== "") await world.db.run(raw(statement));

  const Person = z.object({ sms_state: z.string(), email_state: z.string(), subscriber_status: z.string().nullable() });
  expect(await world.db.rows(Person, sql`select sms_state, email_state, subscriber_status from customer where shop_id = ${shop} order by customer_id`)).toEqual([
    { sms_state: NEW, email_state: "SUBSCRIBED", subscriber_status: OLD }, { sms_state: "UNSUBSCRIBED", email_state: NEW, subscriber_status: null },
  ]);
  const Version = z.object({ name: z.string(), definition: z.unknown(), full_due: z.boolean() });
  const kept = await world.db.rows(Version, sql`
    select s.name, v.definition, s.full_due from segment s join segment_version v on v.shop_id = s.shop_id and v.segment_id = s.segment_id where s.shop_id = ${shop} order by s.segment_id`);
  expect(kept.map(({ name, definition, full_due }) => [name, readDefinition(definition), full_due])).toEqual(NODES.map(([title, , after]) => [title, { definition: { version: 1, node: after } }, true]));
});
