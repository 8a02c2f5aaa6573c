// A bulk export's file as it is fetched: from a byte on, and cut off on the way as the life's faults say.
import { existsSync, readFileSync } from "node:fs";
import type { HttpAnswer } from "#app/lib/http.ts";

const NO_ANSWER: HttpAnswer = { kind: "none", reason: "The connection was lost." };

/** `cut`: at which share of what was asked for the connection breaks. */
export function answerFile(path: string, range: string | undefined, cut: number | null): HttpAnswer {
  if (!existsSync(path)) return { kind: "answer", status: 404, headers: {}, body: "" };
  const whole = readFileSync(path);
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  if (from >= whole.length) return { kind: "answer", status: 416, headers: {}, body: "" };
  if (cut === 0) return NO_ANSWER;
  const until = cut === null ? whole.length : from + Math.floor((whole.length - from) * cut);
  return { kind: "answer", status: 206, headers: { "content-range": `bytes ${from}-${whole.length - 1}/${whole.length}` }, body: whole.subarray(from, until).toString() };
}
