// world.http: the one fetch. Whatever goes wrong on the way is a value. Addresses that come in answers
// (an export's file, the place for an upload) are followed only to where Shopify keeps such things.
import type { Http, HttpRequest } from "./lib/http.ts";
import { CAPABILITIES } from "./platforms/capabilities.ts";
import { sendPublic } from "./public-http.server.ts";

/** Answers larger than this are refused, unread: bodies that may be large are streamed. */
const BODY_BYTES_MAX = 20_000_000;

const PLATFORM_HOSTS = Object.values(CAPABILITIES).map(({ host }) => host);

/** These and what lies below them: the shops, Shopify, its storage for exports and uploads, and the platforms. */
export const OUTGOING_HOSTS: readonly string[] = ["myshopify.com", "shopify.com", "shopifycloud.com", "storage.googleapis.com", ...PLATFORM_HOSTS];

/** `hosts` null: everywhere, for development, where the sandbox watches over it (sandbox/preload.ts). */
export function openHttp(hosts: readonly string[] | null): Http {
  return {
    async send(request) {
      if (request.reach === "public" && hosts) return sendPublic(request);
      try {
        const response = await ask(request, hosts);
        const body = await textOf(response);
        if (body === null) return { kind: "none", reason: `the answer is larger than ${BODY_BYTES_MAX} bytes` };
        return { kind: "answer", status: response.status, headers: Object.fromEntries(response.headers), body };
      } catch (problem) {
        return { kind: "none", reason: reasonOf(problem) };
      }
    },
    async stream(request) {
      try {
        const response = await ask(request, hosts);
        const headers = Object.fromEntries(response.headers);
        return { kind: "stream", status: response.status, headers, ...read(response) };
      } catch (problem) {
        return { kind: "none", reason: reasonOf(problem) };
      }
    },
  };
}

export function mayReach(address: string, hosts: readonly string[]): boolean {
  const { protocol, hostname, port, username, password } = new URL(address);
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return false;
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

async function textOf(response: Response): Promise<string | null> {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  const { chunks, broken } = read(response);
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > BODY_BYTES_MAX) return null;
    kept.push(chunk);
  }
  const reason = broken();
  if (reason !== null) throw new Error(reason);
  return Buffer.concat(kept).toString("utf8");
}

async function ask(request: HttpRequest, hosts: readonly string[] | null): Promise<Response> {
  if (hosts && !mayReach(request.url, hosts)) throw new Error("we do not send requests to that address");
  return fetch(request.url, {
    method: request.method,
    headers: request.headers,
    redirect: "error",
    signal: AbortSignal.timeout(request.timeoutMs),
    ...(request.body === undefined ? {} : { body: request.body as BodyInit }),
  });
}

function read(response: Response) {
  let reason: string | null = null;
  async function* chunks(): AsyncIterable<Uint8Array> {
    const reader = response.body?.getReader();
    try {
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) yield next.value;
    } catch (problem) {
      reason = reasonOf(problem);
    } finally {
      await reader?.cancel().catch(() => {});
    }
  }
  return { chunks: chunks(), broken: () => reason };
}

/** undici hides the reason in `cause`. */
function reasonOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  return problem.cause instanceof Error ? `${problem.message}: ${problem.cause.message}` : problem.message;
}
