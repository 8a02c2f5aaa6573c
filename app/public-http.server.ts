// Calls to addresses that others named (outgoing webhooks). The name is looked up here, every address that it
// leads to must be public, and the connection goes to exactly those: a name that changes its mind between the
// look and the call leads nowhere. No redirect is followed, and hardly any of the answer is read: of its headers, what
// it is and how long.
import { lookup as ask } from "node:dns";
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request as open } from "node:https";
import type { LookupFunction } from "node:net";
import type { HttpAnswer, HttpRequest } from "./lib/http.ts";
import { isPublicAddress, mayCall } from "./lib/public-address.ts";

const ANSWER_BYTES_MAX = 64_000;

export type Resolve = (name: string, done: (error: Error | null, addresses: { address: string; family: number }[]) => void) => void;

const resolveAll: Resolve = (name, done) => ask(name, { all: true, verbatim: true }, (error, addresses) => done(error, addresses ?? []));

/** The place of node:net's own look-up. One address that is not public spoils the name. */
export const guarded = (resolve: Resolve): LookupFunction => (name, options, done) => resolve(name, (error, addresses) => {
  const first = addresses[0];
  if (error || !first) return done(error ?? new Error("the name leads to no address"), "", 0);
  if (!addresses.every(({ address }) => isPublicAddress(address))) return done(new Error("the name leads to an address that is not public"), "", 0);
  return options.all ? done(null, addresses) : done(null, first.address, first.family);
});

export function sendPublic(request: HttpRequest, resolve: Resolve = resolveAll): Promise<HttpAnswer> {
  if (!mayCall(request.url)) return Promise.resolve({ kind: "none", reason: "we do not send requests to that address" });
  // Kept open, a connection would outlive what was found out about its address.
  const agent = new Agent({ keepAlive: false });
  const { method, headers, body, timeoutMs } = request;
  return new Promise((settle) => {
    const call = open(request.url, { method, headers, agent, lookup: guarded(resolve), signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const answer = () => settle({ kind: "answer", status: response.statusCode ?? 0, headers: kept(response.headers), body: Buffer.concat(chunks).toString("utf8") });
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.byteLength;
        if (bytes <= ANSWER_BYTES_MAX) return void chunks.push(chunk);
        answer();
        response.destroy();
      });
      response.on("end", answer);
      response.on("error", answer);
    });
    call.on("error", (problem) => settle({ kind: "none", reason: problem.message }));
    call.end(body);
  });
}

const kept = (headers: IncomingHttpHeaders): Record<string, string> => Object.fromEntries((["content-type", "content-length"] as const).flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
