// The driver against servers made from our own contracts: one that takes what it should, one that takes anything, one that
// takes nothing.
import { expect, test } from "vitest";
import { adapterOf, ADAPTERS } from "#app/platforms/adapters.ts";
import type { PlatformAnswer, PlatformRequest } from "#app/platforms/adapter.ts";
import { contractOf, matching, operationsOf, wrongWith } from "./contract.ts";
import { drive } from "./drive.ts";

const OK: PlatformAnswer = { status: 200, headers: {}, body: "{}" };
const REFUSED: PlatformAnswer = { status: 422, headers: {}, body: "{}" };
const all = Object.values(ADAPTERS);

test.each(all.map((adapter) => [adapter.id, adapter] as const))("a server of %s that keeps to the contract takes all good calls and no bad one", async (platform, adapter) => {
  const operations = operationsOf(contractOf(platform));
  const send = (request: PlatformRequest) => Promise.resolve(wrongWith(operations, request).length === 0 ? OK : REFUSED);
  const lines = await drive(adapter, send, () => {});
  expect(lines.filter(({ ok }) => !ok)).toEqual([]);
  const driven = new Set(lines.map(({ operation }) => operation));
  // Ours is mended only where it is found again, by a name that no made-up answer has.
  expect(operations.map(({ operation }) => operation.operationId).filter((name) => !driven.has(name) && name !== "update_webhook")).toEqual([]);
  for (const { operation } of operations.filter(({ body }) => body !== null && (body.required ?? []).length > 0)) {
    if (driven.has(operation.operationId)) expect(lines.some((line) => line.operation === operation.operationId && line.detail.startsWith("bad, refused"))).toBe(true);
  }
});

test("a server that takes anything, and one that takes nothing, are told from it", async () => {
  const operations = operationsOf(contractOf("postscript"));
  const adapter = adapterOf(ADAPTERS, "postscript");
  const lax = await drive(adapter, () => Promise.resolve(OK), () => {});
  expect(lax.filter(({ ok }) => !ok).map(({ detail }) => detail.split(":")[0])).toContain("bad, and accepted");
  const strict = await drive(adapter, (request) => Promise.resolve(matching(operations, request) ? REFUSED : OK), () => {});
  expect(strict.some(({ ok, detail }) => !ok && detail.startsWith("good, and refused"))).toBe(true);
});
