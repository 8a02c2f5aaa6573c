// The stand-ins behind the sandbox's port: requests that sandbox/preload.ts sends on, the same under
// /platforms/<host>/… for browsers and drivers, and the doors and page for people under /sandbox/platforms.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname } from "node:path";
import { z } from "zod";
import { seconds } from "#app/lib/time.ts";
import type { Clock } from "#sandbox/clock.ts";
import { NoSuch } from "./acts.ts";
import { Control, HOSTS, openPlatforms, type Platforms } from "./open.ts";
import { accountPage, formControl, homePage } from "./page.ts";
import { PLATFORMS, type Reply, reply, type Sent } from "./platform.ts";

const BODY_BYTES_MAX = 30_000_000;
const ANSWER_MS = seconds(10);
const SAVE_EVERY_MS = seconds(2);
const FAR_MS = 2 ** 52;

export type PlatformDoors = {
  platforms: Platforms;
  /** True where it has answered (or will). */
  take(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  stop(): void;
};

export type DoorOptions = { clock: Clock; /** Without it nothing survives a restart. */ file?: string; seed?: number };

export function servePlatforms({ clock, file, seed }: DoorOptions): PlatformDoors {
  let stopped = false;
  let saving: NodeJS.Timeout | undefined;
  const save = () => {
    saving = undefined;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, platforms.packed());
    renameSync(`${file}.new`, file);
  };
  const soon = () => {
    saving ??= file ? setTimeout(save, SAVE_EVERY_MS).unref() : undefined;
  };
  const wake = (atMs: number) => {
    if (atMs < FAR_MS && !stopped) clock.at(atMs, () => void (stopped || platforms.due().then(soon)));
  };
  const kept = file && existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const platforms = openPlatforms({ now: () => clock.ms(), deliver: post, wake, ...(kept ? { kept } : {}), ...(seed === undefined ? {} : { seed }) });
  const next = platforms.nextDueAt();
  if (next !== null) wake(next);

  return {
    platforms,
    take(request, response) {
      const url = new URL(request.url ?? "/", "http://sandbox");
      const target = targetOf(request, url);
      if (target) return standIn(platforms, target, request, response).then(() => (soon(), true));
      if (url.pathname !== "/sandbox/platforms" && !url.pathname.startsWith("/sandbox/platforms/")) return false;
      return door(platforms, url, request, response).then(() => (soon(), true));
    },
    stop() {
      stopped = true;
      clearTimeout(saving);
      save();
    },
  };
}

type Target = { host: string; path: string; query: URLSearchParams };

function targetOf(request: IncomingMessage, url: URL): Target | null {
  const forwarded = String(request.headers["x-forwarded-host"] ?? "").split(":")[0] ?? "";
  if (HOSTS.includes(forwarded)) return { host: forwarded, path: url.pathname, query: url.searchParams };
  const [, host = "", path = ""] = /^\/platforms\/([\w.-]+)(\/.*)?$/.exec(url.pathname) ?? [];
  return HOSTS.includes(host) ? { host, path: path || "/", query: url.searchParams } : null;
}

async function standIn(platforms: Platforms, target: Target, request: IncomingMessage, response: ServerResponse) {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value ?? []].flat().join(", ")]));
  const answer = platforms.answer({ ...target, method: request.method ?? "GET", headers, body: await bodyOf(request) });
  if (answer === "lost") return void response.destroy();
  give(response, answer);
}

const give = (response: ServerResponse, { status, headers, body }: Reply) => void response.writeHead(status, { "cache-control": "no-store", ...headers }).end(body);

const Query = z.object({ platform: z.enum(PLATFORMS), account: z.string().optional() });

async function door(platforms: Platforms, url: URL, request: IncomingMessage, response: ServerResponse) {
  const isPost = request.method === "POST";
  const asked = Query.safeParse(Object.fromEntries(url.searchParams));
  if (url.pathname === "/sandbox/platforms/control" && isPost) return give(response, controlled(platforms, jsonIn(await bodyOf(request))));
  if (url.pathname === "/sandbox/platforms/state") return give(response, reply(200, asked.success ? platforms.view(asked.data.platform, asked.data.account) : platforms.accounts().map(({ platform, number, id, name, credentials }) => ({ platform, number, id, name, credentials }))));
  if (url.pathname === "/sandbox/platforms/form" && isPost) {
    const outcome = controlled(platforms, formControl(new URLSearchParams(await bodyOf(request))));
    const back = `/sandbox/platforms${url.search}${outcome.status === 200 ? "" : `${url.search ? "&" : "?"}problem=1`}`;
    return give(response, { status: 303, headers: { location: back }, body: "" });
  }
  if (url.pathname !== "/sandbox/platforms") return give(response, reply(404, { error: "There is no such door." }));
  const hasProblem = url.searchParams.has("problem");
  return give(response, asked.success ? accountPage(platforms, asked.data.platform, asked.data.account ?? "1", hasProblem) : homePage(platforms));
}

function controlled(platforms: Platforms, body: unknown): Reply {
  const asked = Control.safeParse(body);
  if (!asked.success) return reply(422, { problems: asked.error.issues });
  try {
    return reply(200, platforms.control(body as Control));
  } catch (problem) {
    if (problem instanceof NoSuch) return reply(409, { error: problem.message });
    throw problem;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > BODY_BYTES_MAX) throw new Error("The body is larger than the sandbox takes.");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

/** To this machine alone: the sandbox lets nothing out. */
async function post({ url, headers, body }: Sent): Promise<number | null> {
  if (!URL.canParse(url) || !["127.0.0.1", "localhost"].includes(new URL(url).hostname)) return null;
  try {
    const answer = await fetch(url, { method: "POST", redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS), headers, body });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}
