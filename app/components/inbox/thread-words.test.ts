import { expect, test } from "vitest";
import { bodyWords, wroteWords } from "./thread-words.ts";

test("What has no words says why: they are still to be written, they were a picture, or they are not kept any longer.", () => {
  const of = (kind: "reply" | "text", state: string | null, pictures: number) => bodyWords({ kind, body: kind === "text" ? null : "", pictures, state });
  expect([of("text", "due", 0), of("text", "delivered", 0), of("reply", null, 1), of("reply", null, 0)]).toEqual([
    "Its words are written when it goes.", "Its words are not kept any longer.", "", "The words are not kept any longer.",
  ]);
  expect([wroteWords({ body: "Hi", pictures: 1 }), wroteWords({ body: "", pictures: 1 }), wroteWords({ body: "", pictures: 0 })]).toEqual(["Hi", "1 picture", "The words are not kept any longer."]);
});
