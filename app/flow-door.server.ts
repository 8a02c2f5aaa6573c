// The edge of Shopify Flow's doors: bytes and their signature in, a status and a sentence out.
import { bytesOf } from "./body-bytes.ts";
import type { World } from "./lib/world.ts";
import { FLOW_BYTES_MAX, type Heard } from "./outbox/flow-door.server.ts";
import { here } from "./world.server.ts";

type Listen = (world: World, signed: { body: Uint8Array; signature: string | null }) => Promise<Heard>;

export async function fromFlow(request: Request, listen: Listen): Promise<Response> {
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
  const body = await bytesOf(request, FLOW_BYTES_MAX);
  if (!body) return new Response(null, { status: 413 });
  const { status, message } = await listen(here(), { body, signature: request.headers.get("x-shopify-hmac-sha256") });
  return new Response(JSON.stringify({ message }), { status, headers: { "content-type": "application/json" } });
}
