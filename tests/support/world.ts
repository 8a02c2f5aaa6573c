// A World for tests: a fresh database, a clock and ids that the test owns, and a network on which
// nothing happens but what the test answers.
import { afterAll } from "vitest";
import type { HttpAnswer, HttpRequest, HttpStream } from "#app/lib/http.ts";
import { later } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { aDatabase } from "./database.ts";

type Answer = (request: HttpRequest) => HttpAnswer | undefined | Promise<HttpAnswer | undefined>;

export type TestWorld = World & {
  databaseUrl: string;
  clock: { set(instant: Date): void; advance(byMs: number): void };
  /** The newest handler that answers, answers. Unexpected requests throw. */
  network: { on(answer: Answer): void; sent: HttpRequest[] };
  lines: { event: string; fields: Record<string, unknown> }[];
};

export const START = new Date("2026-06-15T12:00:00.000Z");

/** At the top of a test file, or inside a test; the database goes when the file is done. */
export async function aWorld(start: Date = START): Promise<TestWorld> {
  const database = await aDatabase();
  afterAll(() => database.drop());
  const lines: TestWorld["lines"] = [];
  const keep = (event: string, fields: Record<string, unknown> = {}) => void lines.push({ event, fields });
  const handlers: Answer[] = [];
  const sent: HttpRequest[] = [];
  let now = start;
  let count = 0;
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    sent.push(request);
    for (const handler of handlers.toReversed()) {
      const answer = await handler(request);
      if (answer) return answer;
    }
    throw new Error(`Unexpected request: ${request.method} ${request.url}`);
  };
  return {
    db: database.db,
    databaseUrl: database.url,
    now: () => now,
    clock: {
      set: (instant) => void (now = instant),
      advance: (byMs) => void (now = later(now, byMs)),
    },
    ids: { uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}` },
    http: { send, stream: async (request) => streamed(await send(request)) },
    network: { on: (answer) => void handlers.push(answer), sent },
    appUrl: "https://segue.example.com",
    log: { info: keep, warn: keep, error: keep },
    lines,
    secrets: {
      shopifyApiKey: "test-key",
      shopifyApiSecret: "test-secret",
      encryptionKeys: [{ id: "test", key: new Uint8Array(32).fill(7) }],
    },
    point: async () => {},
  };
}

function streamed(answer: HttpAnswer): HttpStream {
  if (answer.kind === "none") return answer;
  const chunks = async function* () {
    yield new TextEncoder().encode(answer.body);
  };
  return { kind: "stream", status: answer.status, headers: answer.headers, chunks: chunks(), broken: () => null };
}
