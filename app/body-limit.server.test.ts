import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { limited } from "./body-limit.server.ts";

const pieces = (...sizes: number[]) => Readable.from(sizes.map((size) => Buffer.alloc(size, "x")));

test("A body up to the limit comes whole, however it is cut.", async () => {
  const { body, isOver } = limited(pieces(3, 4, 3), 10);
  expect(await text(body)).toHaveLength(10);
  expect(isOver()).toBe(false);
});

test("A body over the limit ends with an error as soon as it is over, whatever was said of its length.", async () => {
  let made = 0;
  const endless = Readable.from((function* () { for (;;) { made += 1; yield Buffer.alloc(4, "x"); } })());
  const { body, isOver } = limited(endless, 10);
  await expect(text(body)).rejects.toThrow("too large");
  expect(isOver()).toBe(true);
  expect(made).toBeLessThan(100);
});

test("A body that breaks off is no body.", async () => {
  const broken = new Readable({ read() { this.push("half"); this.destroy(new Error("gone")); } });
  await expect(text(limited(broken, 10).body)).rejects.toThrow("gone");
});

test("A body that nobody reads may break off unheard.", async () => {
  const broken = new Readable({ read() { this.destroy(new Error("gone")); } });
  const { body } = limited(broken, 10);
  await new Promise((resolve) => void body.once("close", resolve));
  expect(body.errored?.message).toBe("gone");
});
