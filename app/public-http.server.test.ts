import { createServer } from "node:net";
import { afterAll, expect, test } from "vitest";
import { guarded, type Resolve, sendPublic } from "./public-http.server.ts";

// Whoever connects here was let through to this machine.
let connections = 0;
const server = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
afterAll(() => void server.close());

const call = (url: string, resolve: Resolve) => sendPublic({ method: "POST", url, headers: {}, body: "{}", timeoutMs: 2_000 }, resolve);
const leadsTo = (...addresses: string[]): Resolve => (_name, done) => done(null, addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
const look = (resolve: Resolve, all: boolean) => new Promise((settle) => void guarded(resolve)("hooks.example.com", { all }, (error, found) => settle(error ? error.message : found)));

test.each([["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["::1"], ["fe80::1"], ["::ffff:127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["0.0.0.0"]])("A name that leads to %s is not called.", async (...addresses) => {
  expect(await call("https://hooks.example.com/", leadsTo(...addresses))).toEqual({ kind: "none", reason: "the name leads to an address that is not public" });
  expect(connections).toBe(0);
});

test("The look-up happens once for each call, and the connection goes to what was looked at: a name that then leads elsewhere is not followed.", async () => {
  const given = ["8.8.8.8", "127.0.0.1"];
  let asked = 0;
  const rebinding: Resolve = (name, done) => leadsTo(given[asked++] ?? "127.0.0.1")(name, done);
  expect(await look(rebinding, true)).toEqual([{ address: "8.8.8.8", family: 4 }]);
  expect(await look(rebinding, false)).toBe("the name leads to an address that is not public");
  expect(asked).toBe(2);
});

test("An address written as a number, another port, plain http and a name that leads nowhere are not called.", async () => {
  const nobody: Resolve = (_name, done) => done(null, []);
  for (const url of ["https://127.0.0.1/", "https://2130706433/", "https://[::1]/", "http://hooks.example.com/", "https://hooks.example.com:8443/"]) {
    expect(await call(url, leadsTo("8.8.8.8"))).toEqual({ kind: "none", reason: "we do not send requests to that address" });
  }
  expect(await call("https://hooks.example.com/", nobody)).toEqual({ kind: "none", reason: "the name leads to no address" });
});
