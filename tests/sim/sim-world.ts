// The world as the engine meets it in a life: real PostgreSQL, the simulator's time and ids, the stand-ins as its network, and
// named points at which a process may die or stall.
import type { Http, HttpAnswer, HttpRequest } from "#app/lib/http.ts";
import { minutes } from "#app/lib/time.ts";
import type { Db } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import type { Agenda } from "./agenda.ts";
import { type Wakes, type Watch, watched } from "./wakes.ts";

export class Death extends Error {
  readonly at: string;
  constructor(at: string) {
    super(`died at ${at}`);
    this.at = at;
  }
}

export type SimWorld = World & { wakes: Wakes; watch: Watch };
export type Network = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;
export type Complain = (what: string, about: string) => void;

export function openWorld(db: Db, agenda: Agenda, wakes: Wakes, network: Network, complain: Complain): SimWorld {
  let ids = 0;
  const watch: Watch = { woken: wakes.told, open: 0 };
  const http: Http = {
    send: async (request) => network(request),
    async stream(request) {
      const answer = await network(request);
      if (answer.kind === "none") return answer;
      const chunks = (async function* () {
        yield new TextEncoder().encode(answer.body);
      })();
      return { kind: "stream", status: answer.status, headers: answer.headers, chunks, broken: () => null };
    },
  };
  return {
    db: watched(db, watch), wakes, watch, http,
    now: agenda.now,
    ids: { uuid: () => `00000000-0000-4000-8000-${(++ids).toString(16).padStart(12, "0")}` },
    appUrl: "https://segue.example.com",
    // What the engine says of an error that it outlives is kept with the life.
    log: { info: () => {}, warn: () => {}, error: (event, fields = {}) => complain(event, String(fields.problem ?? "")) },
    secrets: { shopifyApiKey: "test-key", shopifyApiSecret: "test-secret", encryptionKeys: [{ id: "test", key: new Uint8Array(32).fill(7) }] },
    point: async () => {},
  };
}

/** What becomes of a process: at the n-th named point that it comes to. */
export type Fate = { kind: "dies" | "stalls"; atPoint: number };
export const STALL_MS = minutes(11);

/** `beside`: what others do while it stalls. Inside a transaction nobody can be let past, so it goes on there at once. */
export function fated(world: SimWorld, { kind, atPoint }: Fate, agenda: Agenda, beside: (name: string) => Promise<void>): SimWorld {
  let points = 0;
  return { ...world, point: async (name) => {
    points += 1;
    if (points !== atPoint) return;
    if (kind === "dies") throw new Death(name);
    if (world.watch.open > 0) return;
    agenda.jump(agenda.ms() + STALL_MS);
    await beside(name);
  } };
}
