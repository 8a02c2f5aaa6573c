// Drives every command of an adapter against a server, as the outbox would, and then each request once more spoilt. The
// server may be one that keeps nothing and answers with examples: a job that never ends is asked after a few times, and
// that is enough.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { z } from "zod";
import { parseJson } from "#app/lib/json.ts";
import type { Adapter, PlatformAnswer, PlatformCommand, PlatformRequest, Step } from "#app/platforms/adapter.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { answersTo } from "./answers.ts";
import { commandsOf, CREDENTIALS } from "./commands.ts";
import { contractOf, type Known, matching, operationsOf } from "./contract.ts";
import { spoilt } from "./spoil.ts";

export type Line = { platform: string; operation: string; method: string; path: string; status: number; ok: boolean; detail: string };
/** Status 0: no answer came. */
export type Send = (request: PlatformRequest) => Promise<PlatformAnswer>;

const CALLS_MAX = 15;
const POLLS_MAX = 3;
const PAUSES_MAX = 8;
const PAUSE_MAX_MS = 5_000;

export async function drive(adapter: Adapter, send: Send, print: (line: Line) => void): Promise<Line[]> {
  const operations = operationsOf(contractOf(adapter.id));
  const lines: Line[] = [];
  const put = (line: Line) => { lines.push(line); print(line); };
  const good = new Map<string, PlatformRequest>();
  const learnt: Learnt = { place: null, hooks: null };
  for (const written of commandsOf(adapter.id)) {
    const command = withLearnt(written, learnt);
    const { calls, end } = await carriedOut(adapter, operations, command, send);
    for (const [request, line] of calls) {
      good.set(request.operation, request);
      put(line);
    }
    if (end.kind === "done" && end.result.kind === "place") learnt.place = end.result.ref;
    if (end.kind === "done" && end.result.kind === "hooks") learnt.hooks = end.result.refs;
  }
  for (const [command, request] of beyond(adapter, operations, new Set(good.keys()))) {
    const answer = await patiently(send, request);
    good.set(request.operation, request);
    put({ ...lineOf(adapter, request, answer), ...judged(adapter, operations, command, request, answer, null) });
  }
  for (const request of good.values()) for (const bad of spoilt(operations, request)) {
    const answer = await patiently(send, bad.request);
    put({ ...lineOf(adapter, bad.request, answer), ok: answer.status >= 400, detail: answer.status >= 400 ? `bad, refused: ${bad.how}` : answer.status === 0 ? `bad, no answer: ${bad.how}` : `bad, and accepted: ${bad.how}` });
  }
  return lines;
}

/** What a server that keeps things has called them. */
type Learnt = { place: string | null; hooks: string[] | null };

function withLearnt(command: PlatformCommand, { place, hooks }: Learnt): PlatformCommand {
  if ("place" in command && command.place.ref !== null && place !== null) return { ...command, place: { ...command.place, ref: place } };
  return command.kind === "unhook" && hooks !== null && hooks.length > 0 ? { ...command, refs: hooks } : command;
}

const lineOf = (adapter: Adapter, { operation, method, path }: PlatformRequest, { status }: PlatformAnswer) => ({ platform: adapter.id, operation, method, path, status });

async function carriedOut(adapter: Adapter, operations: readonly Known[], command: PlatformCommand, send: Send): Promise<{ calls: [PlatformRequest, Line][]; end: Step }> {
  const calls: [PlatformRequest, Line][] = [];
  const credentials = CREDENTIALS[adapter.id];
  let step: Step = adapter.begin(command, credentials);
  while (step.kind === "call" || step.kind === "wait") {
    const { request, progress } = step;
    const isEnough = calls.length >= CALLS_MAX || calls.filter(([{ operation }]) => operation === request.operation).length >= POLLS_MAX;
    // A file that an example points to is nobody's.
    if (isEnough || matching(operations, request) === null) break;
    if (step.kind === "wait") await pause(Math.min(step.forMs, 100));
    const answer = await patiently(send, request);
    const after = adapter.proceed(command, progress, answer, credentials);
    calls.push([request, { ...lineOf(adapter, request, answer), ...judged(adapter, operations, command, request, answer, after) }]);
    step = after;
  }
  return { calls, end: step };
}

function judged(adapter: Adapter, operations: readonly Known[], command: PlatformCommand, request: PlatformRequest, answer: PlatformAnswer, after: Step | null): { ok: boolean; detail: string } {
  const why = after?.kind === "failed" ? ` (${after.failure.detail})` : "";
  if (answer.status >= 200 && answer.status < 300) return { ok: true, detail: `good: ${command.kind}${why}` };
  // Found missing, or refused in one form and asked in the other: the adapter goes on.
  if (after === null && answer.status === 404) return { ok: true, detail: `good: ${command.kind}, of something made up that is not there` };
  if (after !== null && after.kind !== "failed") return { ok: true, detail: `good: ${command.kind}, and it goes on after ${answer.status}` };
  if (answer.status === 404 && matching(operations, request)?.operation["x-elsewhere"]) return { ok: true, detail: `good: ${command.kind}, which this server's document does not have` };
  if (answer.status === 403 && CAPABILITIES[adapter.id].engagement.needs === "oauth" && (command.kind === "hookUp" || command.kind === "unhook")) return { ok: true, detail: `good: ${command.kind}, which a key may not do there` };
  if (isOwnFault(answer)) return { ok: true, detail: `good: ${command.kind}, which the server took, and then found its own example wrong` };
  return { ok: false, detail: `good, and refused: ${command.kind}${why}` };
}

const WALKS = 40;
const NOT_THERE: PlatformAnswer = { status: 404, headers: {}, body: "" };

/** What no answer of this server led to: found by walking on made-up answers of the contract's shapes, and then asked. */
function beyond(adapter: Adapter, operations: readonly Known[], seen: ReadonlySet<string>): [PlatformCommand, PlatformRequest][] {
  const found = new Map<string, [PlatformCommand, PlatformRequest]>();
  const credentials = CREDENTIALS[adapter.id];
  for (const command of commandsOf(adapter.id)) for (let seed = 0; seed < WALKS; seed++) {
    let step: Step = adapter.begin(command, credentials);
    for (let calls = 0; calls < CALLS_MAX && (step.kind === "call" || step.kind === "wait"); calls++) {
      const { request, progress } = step;
      if (matching(operations, request) === null) break;
      if (!seen.has(request.operation) && !found.has(request.operation)) found.set(request.operation, [command, request]);
      // The first walk is where nothing is there yet.
      const [answer] = seed === 0 ? [NOT_THERE] : fc.sample(answersTo(operations, request), { numRuns: 1, seed: seed * CALLS_MAX + calls });
      step = answer === undefined ? step : adapter.proceed(command, progress, answer, credentials);
    }
  }
  return [...found.values()];
}

const Violations = z.array(z.object({ location: z.array(z.string()) })).min(1);

/** Prism with --errors answers 500 where the document's own example does not fit the document. */
function isOwnFault({ status, headers }: PlatformAnswer): boolean {
  const violations = Violations.safeParse(parseJson(headers["sl-violations"] ?? ""));
  return status === 500 && violations.success && violations.data.every(({ location }) => location[0] === "response");
}

/** As long as a server asks for a pause. */
async function patiently(send: Send, request: PlatformRequest): Promise<PlatformAnswer> {
  for (let pauses = 0; ; pauses++) {
    const answer = await send(request);
    if (answer.status !== 429 || pauses >= PAUSES_MAX) return answer;
    const told = Number(answer.headers["retry-after"] ?? "1");
    await pause(Math.min(Number.isFinite(told) ? told * 1_000 : 1_000, PAUSE_MAX_MS));
  }
}
