import { createServer } from "node:http";
import { afterAll, expect, test } from "vitest";
import { mayReach, openHttp, OUTGOING_HOSTS } from "./http.server.ts";

const server = createServer((request, response) => {
  const size = Number(new URL(request.url ?? "/", "http://here").searchParams.get("size"));
  response.writeHead(200).end("x".repeat(size));
});
await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const here = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
afterAll(() => void server.close());

const get = (url: string) => ({ method: "GET" as const, url, headers: {}, timeoutMs: 10_000 });

test.each([
  ["https://shop.myshopify.com/admin/api/2026-10/graphql.json", true],
  ["https://storage.googleapis.com/shopify/export.jsonl?sig=1", true],
  ["https://shopify-staged-uploads.storage.googleapis.com/", true],
  ["http://shop.myshopify.com/", false],
  ["https://shop.myshopify.com:8443/", false],
  ["https://myshopify.com.evil.test/", false],
  ["https://evilmyshopify.com/", false],
  ["https://shop.myshopify.com@evil.test/", false],
  ["https://user@shop.myshopify.com/", false],
  ["https://169.254.169.254/latest/meta-data/", false],
  ["https://localhost/", false],
  ["file:///etc/passwd", false],
])("In production %s may be asked: %s.", (url, may) => {
  expect(mayReach(url, OUTGOING_HOSTS)).toBe(may);
});

test("Where we do not send requests to, none is sent, and that is a value.", async () => {
  const closed = openHttp(OUTGOING_HOSTS);
  expect(await closed.send(get(`${here}/?size=1`))).toEqual({ kind: "none", reason: "we do not send requests to that address" });
  expect(await closed.stream(get("nonsense"))).toMatchObject({ kind: "none" });
});

test("An answer is read up to its limit and no further.", async () => {
  const open = openHttp(null);
  expect(await open.send(get(`${here}/?size=5`))).toMatchObject({ kind: "answer", status: 200, body: "xxxxx" });
  expect(await open.send(get(`${here}/?size=20000001`))).toEqual({ kind: "none", reason: "the answer is larger than 20000000 bytes" });
});
