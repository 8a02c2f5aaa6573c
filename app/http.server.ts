// world.http: the one fetch. Whatever goes wrong on the way is a value.
import type { Http, HttpRequest } from "./lib/http.ts";

/** Answers larger than this are refused: bodies that may be large are streamed. */
const BODY_BYTES_MAX = 20_000_000;

export const http: Http = {
  async send(request) {
    try {
      const response = await ask(request);
      const body = await response.text();
      if (body.length > BODY_BYTES_MAX) return { kind: "none", reason: `the answer is larger than ${BODY_BYTES_MAX} bytes` };
      return { kind: "answer", status: response.status, headers: Object.fromEntries(response.headers), body };
    } catch (problem) {
      return { kind: "none", reason: reasonOf(problem) };
    }
  },
  async stream(request) {
    try {
      const response = await ask(request);
      const headers = Object.fromEntries(response.headers);
      return { kind: "stream", status: response.status, headers, ...read(response) };
    } catch (problem) {
      return { kind: "none", reason: reasonOf(problem) };
    }
  },
};

function ask(request: HttpRequest): Promise<Response> {
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
