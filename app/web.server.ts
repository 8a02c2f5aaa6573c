// The web process: the built app and its files over plain node:http. remix-serve would write whole
// addresses to the log, and Shopify puts session tokens into them; this writes paths only.
// SIGTERM and SIGINT: no new connection, what is under way is answered, then the process ends.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { createReadableStreamFromReadable, createRequestHandler, type ServerBuild } from "@remix-run/node";
import { limited } from "./body-limit.server.ts";
import { env } from "./env.server.ts";
import { BODY_BYTES_MAX } from "./inbox/receive.server.ts";
import { staticFiles } from "./static.server.ts";
import { here } from "./world.server.ts";

/** Shopify gives up on a webhook after 5 s; whoever stops us waits a little longer than that. */
const STOP_MS_MAX = 8_000;

const BUILD = new URL("../build/", import.meta.url);
const built: ServerBuild = await import(new URL("server/index.js", BUILD).href);
const handle = createRequestHandler(built, env().NODE_ENV === "production" ? "production" : "development");
const files = staticFiles(new URL("client/", BUILD));

const server = createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch((problem: unknown) => {
    // Whoever asked has gone; nothing is wrong with us.
    if (outgoing.destroyed) return;
    here().log.error("web.failed", { path: pathOf(incoming), problem });
    if (!outgoing.headersSent) outgoing.writeHead(500);
    outgoing.end();
  });
});

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (await files(incoming, outgoing)) return;
  if (Number(incoming.headers["content-length"] ?? 0) > BODY_BYTES_MAX) return void outgoing.writeHead(413).end();
  const gone = new AbortController();
  outgoing.once("close", () => (outgoing.writableFinished ? readToEnd(incoming) : gone.abort()));
  const { body, isOver } = limited(incoming, BODY_BYTES_MAX);
  const response = await handle(request(incoming, body, gone.signal));
  if (isOver()) return void outgoing.writeHead(413, { connection: "close" }).end();
  // Whoever left while a page was being made leaves a 500 that nobody sees.
  if (response.status >= 500 && !gone.signal.aborted) here().log.warn("web.answered", { method: incoming.method, path: pathOf(incoming), status: response.status });
  await send(response, incoming, outgoing);
}

function request(incoming: IncomingMessage, body: Readable, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) for (const value of values ?? []) headers.append(name, value);
  // Whoever is connected to us comes last, behind what others say (lib/client-address.ts).
  if (incoming.socket.remoteAddress) headers.append("x-forwarded-for", incoming.socket.remoteAddress);
  const method = incoming.method ?? "GET";
  // The address the world knows us by: behind a proxy, the Host header is not it.
  const url = new URL(incoming.url ?? "/", env().SHOPIFY_APP_URL);
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers, signal });
  return new Request(url, { method, headers, signal, body: createReadableStreamFromReadable(body), duplex: "half" });
}

async function send(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  if (!response.body || incoming.method === "HEAD") return void outgoing.end();
  const body = Readable.fromWeb(response.body as import("node:stream/web").ReadableStream);
  if (!isWorthPacking(response, incoming)) return pipeline(body, outgoing);
  outgoing.removeHeader("content-length");
  outgoing.setHeader("content-encoding", "gzip");
  outgoing.appendHeader("vary", "accept-encoding");
  return pipeline(body, createGzip({ level: 5 }), outgoing);
}

/** A body that nobody wanted: left unread, it would take the connection and the next request on it along. */
function readToEnd(incoming: IncomingMessage): void {
  if (!incoming.complete) incoming.removeAllListeners("data").resume();
}

function isWorthPacking(response: Response, incoming: IncomingMessage): boolean {
  const isText = /^(text\/|application\/json)/.test(response.headers.get("content-type") ?? "");
  return isText && !response.headers.has("content-encoding") && /\bgzip\b/.test(String(incoming.headers["accept-encoding"] ?? ""));
}

function pathOf(incoming: IncomingMessage): string {
  return (incoming.url ?? "/").split("?", 1)[0] ?? "/";
}

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  server.close(() => process.exit(0));
  setTimeout(() => process.exit(0), STOP_MS_MAX).unref();
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);
// All interfaces, both families: a container's health check and its proxy come from outside.
server.listen(env().PORT, () => here().log.info("web.listening", { port: env().PORT }));
