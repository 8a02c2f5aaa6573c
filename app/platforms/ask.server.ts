// Carries out one command at once, for a person who waits: whose account is it? Everything that may wait goes
// through the outbox (outbox/relay.server.ts).
import type { HttpRequest } from "../lib/http.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import type { Adapter, Credentials, Failure, PlatformCommand, PlatformRequest, Result, Step } from "./adapter.ts";

const CALLS_MAX = 10;
export const PLATFORM_TIMEOUT_MS = seconds(30);

export type Asked = { kind: "result"; result: Result } | { kind: "failure"; failure: Failure };

export const httpOf = (adapter: Pick<Adapter, "host">, { method, path, headers, body, origin }: PlatformRequest): HttpRequest => ({
  method, url: `${origin ?? `https://${adapter.host}`}${path}`, headers, ...(body === null ? {} : { body }), timeoutMs: PLATFORM_TIMEOUT_MS,
});

export async function ask(world: World, adapter: Adapter, command: PlatformCommand, credentials: Credentials): Promise<Asked> {
  let step: Step = adapter.begin(command, credentials);
  for (let calls = 0; calls < CALLS_MAX && step.kind === "call"; calls++) {
    const answer = await world.http.send(httpOf(adapter, step.request));
    if (answer.kind === "none") return failed("The platform could not be reached. Try again in a minute.");
    step = adapter.proceed(command, step.progress, answer, credentials);
  }
  if (step.kind === "done") return { kind: "result", result: step.result };
  return step.kind === "failed" ? { kind: "failure", failure: step.failure } : failed("The platform takes longer than expected. Try again in a minute.");
}

const failed = (detail: string): Asked => ({ kind: "failure", failure: { reason: "server", detail, retryAfterMs: null } });
