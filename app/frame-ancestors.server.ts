// Which pages may show us in a frame: Shopify's admin and the shop's own, nobody else (an app-store
// requirement, and what keeps a hostile page from putting ours under its own buttons).
import { env } from "./env.server.ts";

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i;

export function allowAdminToFrame(request: Request, headers: Headers): void {
  const shop = new URL(request.url).searchParams.get("shop") ?? "";
  const ancestors = [...(SHOP.test(shop) ? [`https://${shop}`] : []), env().ADMIN_URL];
  headers.set("Content-Security-Policy", `frame-ancestors ${ancestors.join(" ")};`);
}
