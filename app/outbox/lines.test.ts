import fc from "fast-check";
import { expect, test } from "vitest";
import { lines } from "./lines.ts";

async function collect(chunks: Uint8Array[]): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines((async function* () { yield* chunks; })())) found.push(line);
  return found;
}

test("However the bytes are cut, even within a letter, the same lines come out.", async () => {
  const texts = ["one", "zwölf", "日本 🎉", "last"];
  const bytes = new TextEncoder().encode(texts.join("\n"));
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
    const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
    expect(await collect(at.slice(1).map((end, i) => bytes.slice(at[i], end)))).toEqual(texts);
  }));
});

test("Empty lines are no lines.", async () => {
  expect(await collect([new TextEncoder().encode("a\n\n\nb\n")])).toEqual(["a", "b"]);
});
