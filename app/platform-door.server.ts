// The edge of the platforms' door: bytes in, a status out.
import { bytesOf } from "./body-bytes.ts";
import { DELIVERY_BYTES_MAX, takeDelivery } from "./inbox/platform-door.server.ts";
import { here } from "./world.server.ts";

export async function deliveryTo(request: Request, address: { platform: string; key: string | null }): Promise<Response> {
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
  const body = await bytesOf(request, DELIVERY_BYTES_MAX);
  if (!body) return new Response(null, { status: 413 });
  const headers = Object.fromEntries(request.headers);
  const status = await takeDelivery(here(), address, { body, headers, url: request.url });
  // Whoever tells of texts by a form takes the answer for what to text back: nothing.
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return status === 200 && isForm ? new Response("<Response/>", { status, headers: { "content-type": "text/xml" } }) : new Response(null, { status });
}
