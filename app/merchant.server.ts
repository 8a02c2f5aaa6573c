// The first line of every embedded page: who asks, for which shop, in which world. Whoever gets past
// it holds a session token that Shopify signed for that shop. It also makes sure that the shop's row
// and its first segments are there: the library's afterAuth hook runs only when a token is exchanged, which a reinstall or a
// lost row need not cause.
import { createStarters } from "./segments/save.server.ts";
import { authenticate } from "./shopify.server.ts";
import { openShop } from "./shops/install.server.ts";
import { here } from "./world.server.ts";

export async function merchant(request: Request) {
  const { session, redirect } = await authenticate.admin(request);
  const world = here();
  const shop = await openShop(world, { domain: session.shop, scopes: (session.scope ?? "").split(",").filter(Boolean) });
  await createStarters(world, shop);
  return { world, shop, redirect };
}

export type Merchant = Awaited<ReturnType<typeof merchant>>;
