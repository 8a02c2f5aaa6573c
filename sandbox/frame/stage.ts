// What the sandbox's pages stand on: its shops, its clock, and the app they show.
import type { Clock } from "#sandbox/clock.ts";
import type { Platforms } from "#sandbox/platforms/open.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";

export type Stage = {
  /** Where the app answers, such as "http://127.0.0.1:3000". */
  appUrl: string;
  apiKey: string;
  apiSecret: string;
  clock: Clock;
  shops(): Shop[];
  platforms: Platforms;
};

export const APP_HANDLE = "segue";
export const APP_NAME = "Segue";

/** "gift-shop" of "gift-shop.myshopify.com". */
export function handleOf(shop: Shop): string {
  return shop.settings.domain.replace(/\.myshopify\.com$/, "");
}

export function shopOf(stage: Stage, handle: string): Shop | undefined {
  return stage.shops().find((shop) => handleOf(shop) === handle);
}
