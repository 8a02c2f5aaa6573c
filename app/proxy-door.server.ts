// The edge of what Shopify passes on from storefronts: whose shop it is, what the form says, and from where it came.
import { bytesOf } from "./body-bytes.ts";
import { readProxied } from "./inbox/proxy.ts";
import { shopperAddress } from "./lib/client-address.ts";
import type { ShopId } from "./lib/ids.ts";
import { shopByDomain } from "./shops/rows.server.ts";
import { here } from "./world.server.ts";

const BODY_BYTES_MAX = 20_000;

export type PassedOn = { shop: ShopId; fields: Record<string, unknown>; address: string | null };

export async function passedOn(request: Request): Promise<PassedOn | Response> {
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
  const world = here();
  const proxied = readProxied(new URL(request.url).searchParams, world.secrets.shopifyApiSecret, world.now());
  if (!proxied) return new Response(null, { status: 401 });
  const shop = await shopByDomain(world, proxied.domain);
  if (shop?.state !== "active") return new Response(null, { status: 404 });
  const bytes = await bytesOf(request, BODY_BYTES_MAX);
  if (!bytes) return new Response(null, { status: 413 });
  const form = new URLSearchParams(Buffer.from(bytes).toString("utf8"));
  return { shop: shop.shop, fields: Object.fromEntries(form), address: shopperAddress(request.headers.get("x-forwarded-for")) };
}
