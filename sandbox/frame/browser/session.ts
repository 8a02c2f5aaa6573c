// Session tokens: on every request of the page to its own server, and on the way back from the
// server's page that asks for one. What the server answers in headers (try again, leave the frame) is done.
import { ask, say } from "./admin-line.ts";

const RETRY = "x-shopify-retry-invalid-session-request";
const LEAVE = "x-shopify-api-request-failure-reauthorize-url";

export function idToken(): Promise<string> {
  return ask("idToken", null);
}

export function signRequests(): void {
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin) return plain(request);
    const again = request.clone();
    const answer = await plain(await signed(request));
    const leave = answer.headers.get(LEAVE);
    if (leave) say({ kind: "leave", url: new URL(leave, location.href).href, newWindow: false });
    return answer.headers.has(RETRY) ? plain(await signed(again)) : answer;
  };
}

async function signed(request: Request): Promise<Request> {
  const token = await idToken();
  request.headers.set("Authorization", `Bearer ${token}`);
  request.headers.set("X-Requested-With", "XMLHttpRequest");
  return request;
}

/** The server had a document request without a token: it sent us to a page of its own with the way back. */
export async function comeBackWithToken(): Promise<void> {
  const back = new URLSearchParams(location.search).get("shopify-reload");
  if (!back) return;
  const url = new URL(back, location.href);
  if (url.origin !== location.origin) throw new Error("The way back leads elsewhere.");
  url.searchParams.set("id_token", await idToken());
  location.replace(url.href);
}
