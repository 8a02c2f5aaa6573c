// Path → what answers it.
import { createReadStream, existsSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { control, state } from "./control.ts";
import type { Sandbox } from "./server.ts";
import { answerApi } from "./shopify/api.ts";
import { hasExpired } from "./shopify/bulk-age.ts";
import type { Shop } from "./shopify/shop.ts";
import { grantToken } from "./shopify/tokens.ts";
import { multipart, takeUpload, UPLOAD_BYTES_MAX } from "./shopify/uploads.ts";

let requests = 0;

export async function route(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { pathname, searchParams } = new URL(request.url ?? "/", sandbox.url);
    if (await sandbox.platformDoors.take(request, response)) return;
    if (pathname === "/admin/oauth/access_token" && request.method === "POST") return await token(sandbox, request, response);
    if (/^\/admin\/api\/[\w-]+\/graphql\.json$/.test(pathname) && request.method === "POST") return await api(sandbox, request, response);
    if (pathname === "/sandbox/clock") return json(response, 200, { offsetMs: sandbox.clock.offsetMs(), now: sandbox.clock.now().toISOString() });
    if (pathname === "/sandbox/clock/stream") return stream(sandbox, request, response);
    if (pathname === "/sandbox/control" && request.method === "POST") return reply(response, control(sandbox, parsed(await bodyOf(request))));
    if (pathname === "/sandbox/state") return reply(response, state(sandbox, searchParams));
    if (pathname.startsWith("/sandbox/files/")) return file(sandbox, decodeURIComponent(pathname.slice("/sandbox/files/".length)), request, response);
    if (pathname.startsWith("/sandbox/uploads/") && request.method === "POST") return await upload(sandbox, pathname.slice("/sandbox/uploads/".length), request, response);
    if (await sandbox.pages(request, response, sandbox)) return;
    json(response, 404, { error: `The sandbox has nothing at ${pathname}.` });
  } catch (problem) {
    if (!response.headersSent) json(response, 500, { error: "The sandbox stumbled; its console says how." });
    else response.destroy();
    console.error(`The sandbox stumbled over ${request.method} ${request.url}:`, problem);
  }
}

function shopOf(sandbox: Sandbox, request: IncomingMessage): Shop | undefined {
  const host = request.headers["x-forwarded-host"] ?? request.headers.host;
  return sandbox.shops.get(String(host).split(":")[0] ?? "");
}

async function token(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse) {
  const shop = shopOf(sandbox, request);
  if (!shop) return json(response, 404, { errors: "Not Found" });
  const body = (await bodyOf(request)).toString();
  const asked = String(request.headers["content-type"]).includes("json") ? parsed(Buffer.from(body)) : Object.fromEntries(new URLSearchParams(body));
  const { status, body: answer } = grantToken(shop, sandbox.app, asked);
  json(response, status, answer);
}

async function api(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse) {
  const shop = shopOf(sandbox, request);
  const bucket = shop && sandbox.buckets.get(shop.settings.domain);
  if (!shop || !bucket) return json(response, 404, { errors: "Not Found" });
  const body = (await bodyOf(request)).toString();
  const access = request.headers["x-shopify-access-token"];
  requests += 1;
  const answer = answerApi(shop, bucket, typeof access === "string" ? access : undefined, body, requests);
  const send = () => response.writeHead(answer.status, answer.headers).end(answer.body);
  if (shop.faults.api.latencyMs > 0) setTimeout(send, shop.faults.api.latencyMs);
  else send();
}

/** Server-sent events: the offset now, and after each jump. */
function stream(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const tell = (offsetMs: number) => response.write(`data: ${JSON.stringify({ offsetMs })}\n\n`);
  tell(sandbox.clock.offsetMs());
  request.on("close", sandbox.clock.onForward(tell));
}

/** A bulk result, whole or from a byte on (Range), as a storage bucket serves it. */
function file(sandbox: Sandbox, name: string, request: IncomingMessage, response: ServerResponse) {
  const [, domain = "", id] = /^([\w.-]+\.myshopify\.com)-(\d+)\.jsonl$/.exec(name) ?? [];
  const shop = sandbox.shops.get(domain);
  const operation = shop?.tables.BulkOperation.get(Number(id));
  const path = join(sandbox.filesDir, name);
  if (!shop || !operation || operation.file !== name || hasExpired(shop, operation) || !existsSync(path)) return json(response, 404, { error: "No such file, or its seven days are over." });
  const { size } = statSync(path);
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const start = first === undefined ? 0 : Number(first);
  const end = last ? Math.min(Number(last), size - 1) : size - 1;
  if (start > end) return void response.writeHead(416, { "content-range": `bytes */${size}` }).end();
  response.writeHead(first === undefined ? 200 : 206, {
    "content-type": "application/jsonl",
    "content-length": end - start + 1,
    "accept-ranges": "bytes",
    ...(first === undefined ? {} : { "content-range": `bytes ${start}-${end}/${size}` }),
  });
  const cut = shop.faults.bulk.cutAfterBytes;
  const source = createReadStream(path, { start, end: cut === null ? end : Math.min(end, start + cut - 1) });
  source.pipe(response, { end: false });
  source.on("end", () => (cut !== null && start + cut - 1 < end ? response.destroy() : response.end()));
  response.on("close", () => source.destroy());
}

async function upload(sandbox: Sandbox, domain: string, request: IncomingMessage, response: ServerResponse) {
  const shop = sandbox.shops.get(domain);
  const fields = multipart(await bodyOf(request), request.headers["content-type"] ?? "");
  const body = fields.get("file");
  const key = fields.get("key")?.toString() ?? "";
  if (!shop || !body || !takeUpload(shop, key, body)) return json(response, 403, { error: "The upload lacks its file, or its key is not one that was given out." });
  response.writeHead(201, { "content-type": "application/xml" }).end(`<PostResponse><Key>${key}</Key></PostResponse>`);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > UPLOAD_BYTES_MAX) throw new Error("The body is larger than the sandbox takes.");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}

function json(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" }).end(JSON.stringify(body));
}

const reply = (response: ServerResponse, { status, body }: { status: number; body: unknown }) => json(response, status, body);
