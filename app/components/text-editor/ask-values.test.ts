import { afterEach, expect, test, vi } from "vitest";
import { askValues } from "./ask-values.ts";

afterEach(() => vi.unstubAllGlobals());

/** The browser's, with an answer whose end never comes. */
function answering(status: number): void {
  vi.stubGlobal("fetch", async (_: string, { signal }: { signal: AbortSignal }) => new Response(new ReadableStream({
    start(answer) {
      answer.enqueue(new TextEncoder().encode('{"values":['));
      signal.addEventListener("abort", () => answer.error(signal.reason));
    },
  }), { status }));
}

test("whoever goes on typing while an answer comes in is told nothing, and nothing fails", async () => {
  answering(200);
  const leaving = new AbortController();
  const asked = askValues({ picker: "product", q: "a" }, leaving.signal);
  setImmediate(() => leaving.abort());
  expect(await asked).toBeNull();
});

test("an answer that is refused tells nothing", async () => {
  answering(500);
  expect(await askValues({ picker: "product", q: "a" }, new AbortController().signal)).toBeNull();
});
