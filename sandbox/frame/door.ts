// The sandbox's server speaks Node's requests, its pages the web's.
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { Pages } from "#sandbox/server.ts";
import { pages } from "./pages.ts";

export const adminAndShop: Pages = async (incoming, outgoing, sandbox) => {
  const answer = pages({ appUrl: sandbox.appUrl, ...sandbox.app, clock: sandbox.clock, shops: () => [...sandbox.shops.values()], platforms: sandbox.platformDoors.platforms });
  const response = await answer(requestOf(incoming, sandbox.url));
  if (!response) return false;
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
  return true;
};

function requestOf(incoming: IncomingMessage, origin: string): Request {
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) for (const value of values ?? []) headers.append(name, value);
  const body = method === "GET" || method === "HEAD" ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
  return new Request(new URL(incoming.url ?? "/", origin), { method, headers, body, ...(body ? { duplex: "half" } : {}) });
}
