// Renders a document, whole. Streaming is of no use here (every loader is awaited, and Shopify's
// proxies buffer), and without it a page that fails to render is an honest 500.
import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type ActionFunctionArgs, type EntryContext, type LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { allowAdminToFrame } from "./frame-ancestors.server.ts";
import { here } from "./world.server.ts";

const RENDER_MS_MAX = 5_000;

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext): Promise<Response> {
  allowAdminToFrame(request, headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("Cache-Control", "no-store");
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} abortDelay={RENDER_MS_MAX} />, {
      onAllReady() {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
        pipe(body);
      },
      onShellError: reject,
      onError(problem) {
        failed = true;
        here().log.error("page.render_failed", { path: new URL(request.url).pathname, problem });
      },
    });
    setTimeout(abort, RENDER_MS_MAX).unref();
  });
}

/** What a page asks for without being loaded anew holds the same people as the page. */
export function handleDataRequest(response: Response): Response {
  if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

/** What a loader or action throws and nothing catches: our bug. Paths only; the query may hold a token. What we answer on purpose (404) is none. */
export function handleError(problem: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || (isRouteErrorResponse(problem) && problem.status < 500)) return;
  here().log.error("page.failed", { path: new URL(request.url).pathname, problem });
}
