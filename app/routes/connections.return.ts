// Where a platform sends the merchant's browser back to, outside the admin. Nothing is decided here: what came along
// goes on into the admin of the shop that the sealed state was made for, where the merchant is signed in.
import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { readQuery } from "#app/body.ts";
import { env } from "#app/env.server.ts";
import { shopOfGrant } from "#app/platforms/grant-begin.server.ts";
import { readShop } from "#app/shops/rows.server.ts";
import { here } from "#app/world.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { state = "", code } = readQuery(request);
  const world = here();
  const shop = shopOfGrant(world, state);
  const found = shop === null ? null : await readShop(world, shop);
  if (!found) return new Response("This took too long, or was begun elsewhere. Open Segue in your Shopify admin and connect once more.", { status: 400, headers: { "content-type": "text/plain; charset=utf-8" } });
  const { ADMIN_URL, SHOPIFY_API_KEY } = env();
  const handle = found.domain.replace(/\.myshopify\.com$/, "");
  const given = new URLSearchParams({ state, ...(code ? { code } : {}) });
  return redirect(`${ADMIN_URL}/store/${handle}/apps/${SHOPIFY_API_KEY}/app/connections/return?${given.toString()}`);
}
