// The platforms' stand-ins in a process of their own, so that what our side takes of memory is seen alone. Each call
// brings the bench's clock along.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Http, HttpAnswer, HttpRequest } from "#app/lib/http.ts";
import type { PlatformId } from "#app/platforms/adapter.ts";
import { type Control, openPlatforms } from "#sandbox/platforms/open.ts";

type Asked = { id: number; now: number } & ({ kind: "send"; request: HttpRequest } | { kind: "control"; control: Control } | { kind: "credentials"; platform: PlatformId });
type Told = { id: number; answer: unknown };

export type StandIns = { send: Http["send"]; control(control: Control): Promise<unknown>; credentials(platform: PlatformId): Promise<{ key: string; account?: string }>; close(): void };

export function standIns(now: () => Date): StandIns {
  const child = fork(fileURLToPath(import.meta.url), ["--serve"], { serialization: "advanced" });
  const waiting = new Map<number, (answer: unknown) => void>();
  child.on("message", ({ id, answer }: Told) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  let last = 0;
  const ask = <Answer>(what: Record<string, unknown>): Promise<Answer> => {
    const id = ++last;
    child.send({ ...what, id, now: now().getTime() });
    return new Promise((resolve) => void waiting.set(id, (answer) => resolve(answer as Answer)));
  };
  return {
    send: (request) => ask<HttpAnswer>({ kind: "send", request }),
    control: (control) => ask({ kind: "control", control }),
    credentials: (platform) => ask({ kind: "credentials", platform }),
    close: () => void child.kill(),
  };
}

function serve() {
  let now = 0;
  const platforms = openPlatforms({ now: () => now });
  process.on("message", (asked: Asked) => {
    now = asked.now;
    void answer(asked).then((answer) => process.send?.({ id: asked.id, answer } satisfies Told));
  });

  async function answer(asked: Asked): Promise<unknown> {
    switch (asked.kind) {
      case "send":
        return platforms.http.send(asked.request);
      case "control":
        platforms.control(asked.control);
        return null;
      case "credentials":
        return platforms.account(asked.platform).credentials;
      default:
        return asked satisfies never;
    }
  }
}

if (process.argv.includes("--serve")) serve();
