// Our own API as it is published: the document, its page, and that both name every door there is.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openApi, operations } from "#app/openapi.ts";
import { allRoutes } from "#tests/laws/routes/listing.ts";

const page = readFileSync(new URL("../../docs/api.md", import.meta.url), "utf8");

test("the published document is what the doors read and answer", async () => {
  await expect(`${JSON.stringify(openApi(), null, 1)}\n`).toMatchFileSnapshot("../../docs/openapi.json");
});

test("every door of the API stands in the document, and every operation has a door", () => {
  const doors = allRoutes().flatMap(({ path }) => (path.startsWith("/api/v1/") && !path.endsWith(".json") ? [path.replace("/api/v1", "").replaceAll(":id", "{id}")] : []));
  expect([...new Set(operations().map(({ path }) => path))].sort()).toEqual(doors.sort());
});

test("the page names every operation", () => {
  expect(operations().map(({ path, method }) => `\`${method.toUpperCase()} /api/v1${path}\``).filter((name) => !page.includes(name))).toEqual([]);
});
