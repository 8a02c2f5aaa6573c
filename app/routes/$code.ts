// A short link was opened, at our own host or at one of a merchant's that leads here. What is no link's is not found.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { clientAddress } from "#app/lib/client-address.ts";
import { tally } from "#app/lib/tally.ts";
import { minutes } from "#app/lib/time.ts";
import { follow } from "#app/messages/links/follow.server.ts";
import { plainPage } from "#app/plain-page.ts";
import { here } from "#app/world.server.ts";

/** Nobody mistypes so many, and of 62^10 codes nobody finds one by trying. */
const misses = tally(60, minutes(1));

const HEADERS = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow" };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const world = here();
  const address = clientAddress(request.headers.get("x-forwarded-for"));
  const lead = await follow(world, { path: params["code"] ?? "", method: request.method, headers: request.headers, address });
  if (lead) return new Response(null, { status: 302, headers: { ...HEADERS, location: lead.url } });
  if (!misses.isWithin(address ?? "", world.now())) return new Response(null, { status: 429, headers: { ...HEADERS, "retry-after": "60" } });
  return plainPage(404, "This link does not work", "It may be incomplete, or too old. Go to the shop by its own address instead.", HEADERS);
}

export const action = () => new Response(null, { status: 405, headers: { ...HEADERS, allow: "GET, HEAD" } });
