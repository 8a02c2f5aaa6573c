// The events door as it is published: its schema, and examples that it takes.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { EVENT_KINDS } from "#app/customers/event-kind.ts";
import { EventBatch, readBatch } from "#app/inbox/event-batch.ts";

const page = readFileSync(new URL("../../docs/events.md", import.meta.url), "utf8");

test("the published schema is what the door reads", async () => {
  const schema = z.toJSONSchema(EventBatch, { io: "input", unrepresentable: "any" });
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot("../../docs/events.schema.json");
});

test("the page names every kind, and its example is taken as it stands", () => {
  expect(EVENT_KINDS.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
  const [, example = ""] = /```json\n(\{\n {2}"events"[\s\S]*?)```/.exec(page) ?? [];
  const read = readBatch(JSON.parse(example), { now: new Date("2026-11-25T20:00:00Z"), currency: "USD", names: [] });
  expect(read).toMatchObject({ problems: [], covers: [{ kind: "productViewed" }] });
  expect(read.events).toHaveLength(3);
});
