// The storefront's sign-up form, which Shopify passes on (shopify.app.toml, app_proxy). Who comes is anybody: what Shopify
// signs is that it was passed on from this shop, now.
import type { ActionFunctionArgs } from "@remix-run/node";
import { takeOptIn } from "#app/messages/opt-in/take-opt-in.server.ts";
import { optInJson, optInPage } from "#app/opt-in-page.ts";
import { passedOn } from "#app/proxy-door.server.ts";
import { here } from "#app/world.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const passed = await passedOn(request);
  if (passed instanceof Response) return passed;
  const { shop, fields, address } = passed;
  const world = here();
  const taken = await takeOptIn(world, shop, fields, { address, agent: request.headers.get("user-agent") });
  return request.headers.get("accept")?.includes("application/json") ? optInJson(taken, world.secrets.shopifyApiKey) : optInPage(taken);
}

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
