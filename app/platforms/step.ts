// How an adapter walks: a command has a part, a part has a progress, and the request follows from the progress alone.
// So whoever carries a command out may die after any line: the progress that was stored gives the same request again.
import { z } from "zod";
import { parseJson } from "../lib/json.ts";
import { seconds } from "../lib/time.ts";
import type { Adapter, Credentials, Failure, PlatformAnswer, PlatformCommand, PlatformRequest, Result, Step } from "./adapter.ts";

export type CommandOf<Kind extends PlatformCommand["kind"]> = Extract<PlatformCommand, { kind: Kind }>;
type End = Extract<Step, { kind: "done" | "failed" }>;
export type Next<Progress> = { kind: "next"; progress: Progress; waitMs: number | null } | End;

export const next = <Progress>(progress: Progress, waitMs: number | null = null): Next<Progress> => ({ kind: "next", progress, waitMs });
export const done = (result: Result): End => ({ kind: "done", result });
export const fail = (reason: Failure["reason"], detail: string, retryAfterMs: number | null = null): End => ({ kind: "failed", failure: { reason, detail, retryAfterMs } });

export type Part<Command, Progress> = {
  progress: z.ZodType<Progress>;
  start(command: Command, credentials: Credentials): Next<Progress>;
  request(command: Command, progress: Progress, credentials: Credentials): PlatformRequest;
  /** Sees 2xx and what the platform refused (4xx); of trouble (401, 403, 429, 5xx) only what it `takes`. */
  proceed(command: Command, progress: Progress, answer: PlatformAnswer, credentials: Credentials): Next<Progress>;
  takes?: readonly number[];
  /** Of something that would be there twice, and can be looked for: where a lost answer is followed up. */
  lookAgain?(command: Command): Next<Progress>;
  /** Without either the same request is made again: almost everything may be made twice. */
  lost?(command: Command, progress: Progress, credentials: Credentials): Next<Progress>;
};

type Walker<Command> = {
  begin(command: Command, credentials: Credentials): Step;
  proceed(command: Command, progress: unknown, answer: PlatformAnswer, credentials: Credentials): Step;
  lost(command: Command, progress: unknown, credentials: Credentials): Step;
};
export type Walk = { [Kind in PlatformCommand["kind"]]: Walker<CommandOf<Kind>> };

/** `name` is the platform's, for sentences. */
export function part<Command, Progress>(name: string, it: Part<Command, Progress>): Walker<Command> {
  const step = (command: Command, credentials: Credentials, to: Next<Progress>): Step => {
    if (to.kind !== "next") return to;
    const request = it.request(command, to.progress, credentials);
    return to.waitMs === null ? { kind: "call", request, progress: to.progress } : { kind: "wait", forMs: to.waitMs, request, progress: to.progress };
  };
  const at = (stored: unknown, go: (progress: Progress) => Step, begin: () => Step): Step => {
    const progress = it.progress.safeParse(stored);
    if (progress.success) return go(progress.data);
    // A row may outlive the version that wrote it: what may be done twice begins anew, what may not is left.
    return it.lost ? fail("doubt", `How far this had come at ${name} can no longer be read.`) : begin();
  };
  return {
    begin: (command, credentials) => step(command, credentials, it.start(command, credentials)),
    proceed: (command, stored, answer, credentials) =>
      at(stored, (progress) => {
        const failure = it.takes?.includes(answer.status) ? null : trouble(name, answer);
        return failure ?? step(command, credentials, it.proceed(command, progress, answer, credentials));
      }, () => step(command, credentials, it.start(command, credentials))),
    lost: (command, stored, credentials) =>
      at(stored, (progress) => step(command, credentials, it.lost?.(command, progress, credentials) ?? it.lookAgain?.(command) ?? next(progress)), () => step(command, credentials, it.start(command, credentials))),
  };
}

/** A command that the platform has nothing for. `end` says why, or that there is nothing to do. */
export const settled = <Command>(end: (command: Command) => End): Walker<Command> => ({ begin: end, proceed: end, lost: end });

/** For platforms that tell a place's people by phone or email: there is nobody to ask for by number. */
export const toldByName = settled<CommandOf<"whoAre">>(() => done({ kind: "members", people: [], next: null }));

/** One part per kind of command. The switch would be the same for every platform. */
export function walk(id: Adapter["id"], host: string, parts: Walk, webhooks: Adapter["webhooks"]): Adapter {
  const of = (command: PlatformCommand) => parts[command.kind] as Walker<PlatformCommand>;
  return {
    id, host, webhooks,
    begin: (command, credentials) => of(command).begin(command, credentials),
    proceed: (command, progress, answer, credentials) => of(command).proceed(command, progress, answer, credentials),
    lost: (command, progress, credentials) => of(command).lost(command, progress, credentials),
  };
}

export const isOk = (answer: PlatformAnswer) => answer.status >= 200 && answer.status < 300;

/** What has nothing to do with this command: the key, the budget, their servers. */
export function trouble(name: string, answer: PlatformAnswer): End | null {
  if (answer.status === 401) return fail("unauthorized", `${name} no longer accepts how we were let in. Connect it again.`);
  if (answer.status === 403) return fail("forbidden", `${name} does not permit this: a permission is missing, or the plan does not include it.`);
  if (answer.status === 429) return fail("throttled", `${name} asks for a pause.`, retryAfterMs(answer));
  if (answer.status === 408 || answer.status === 425 || answer.status >= 500) return fail("server", `${name} had an error of its own (HTTP ${answer.status}).`, retryAfterMs(answer));
  if (answer.status < 200 || (answer.status >= 300 && answer.status < 400)) return fail("unreadable", `${name} answered with HTTP ${answer.status}, which its API never does.`);
  return null;
}

/** The last word on an answer that nothing else was made of. Vendors' own texts may hold a person's address: only a code is repeated. */
export function refusal(name: string, answer: PlatformAnswer, code: string | null = null): End {
  if (answer.status === 404 || answer.status === 410) return fail("gone", `What was asked for is no longer at ${name}.`);
  const told = code !== null && /^[A-Za-z0-9_.-]{1,40}$/.test(code) ? `, code ${code}` : "";
  return fail("refused", `${name} refused the request (HTTP ${answer.status}${told}).`);
}

export const unreadable = (name: string) => fail("unreadable", `${name} answered something that does not belong to its API.`);

/** Some say it in the answer's body instead. */
const Told = z.object({ retryAfter: z.number().nonnegative() });

const RETRY_AFTER_MAX = seconds(86_400);

/** Seconds. A date is not read: the clocks of platforms are known to be wrong. */
function retryAfterMs(answer: PlatformAnswer): number | null {
  const told = bodyOf(Told, answer)?.retryAfter ?? null;
  const value = header(answer.headers, "retry-after") ?? (told === null ? null : String(told));
  return value !== null && /^\d{1,9}(\.\d{1,6})?$/.test(value.trim()) ? Math.min(Math.ceil(seconds(Number(value))), RETRY_AFTER_MAX) : null;
}

export function header(headers: Record<string, string>, name: string): string | null {
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return found === undefined ? null : (headers[found] ?? null);
}

/** Null where the body is not what it should be. */
export function bodyOf<Shape extends z.ZodType>(shape: Shape, answer: PlatformAnswer): z.infer<Shape> | null {
  const read = shape.safeParse(parseJson(answer.body));
  return read.success ? read.data : null;
}

/** A part of a path. */
export const segment = encodeURIComponent;

type Asked = Pick<PlatformRequest, "operation" | "method" | "path" | "budget"> & { headers: Record<string, string>; /** Null: none. */ body: object | null };

/** A request whose body, and answer, are JSON; `type` where the platform calls that by a name of its own. */
export function jsonRequest({ headers, body, ...asked }: Asked, type = "application/json"): PlatformRequest {
  const carried: Record<string, string> = body === null ? {} : { "content-type": type };
  return { ...asked, headers: { accept: type, ...headers, ...carried }, body: body === null ? null : JSON.stringify(body) };
}

/** `?a=b&…`, with a plus sign as %2B; what is undefined is left out. */
export function query(values: Record<string, string | readonly string[] | undefined>): string {
  const pairs = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [value].flat().map((one) => `${encodeURIComponent(key)}=${encodeURIComponent(one)}`)));
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** How long until a job is asked after again: quickly at first, at most every half minute. */
export const pollMs = (polls: number) => Math.min(seconds(2) * 2 ** Math.min(polls, 4), seconds(30));
/** About two hours. A job that is not over then is given up, and its people are asked for again. */
export const POLLS_MAX = 250;
