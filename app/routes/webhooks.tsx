// Shopify's one door, compliance topics too. A 200 means the row is committed; anything else makes
// Shopify send it again. No session is touched: the library's own door answers 500 when a token has
// expired, which is the case after every uninstall.
import type { ActionFunctionArgs } from "@remix-run/node";
import { bytesOf } from "#app/body-bytes.ts";
import { BODY_BYTES_MAX, receive } from "#app/inbox/receive.server.ts";
import { here } from "#app/world.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
  const body = await bytesOf(request, BODY_BYTES_MAX);
  if (!body) return new Response(null, { status: 413 });
  const { status } = await receive(here(), request.headers, body);
  return new Response(null, { status });
}

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
