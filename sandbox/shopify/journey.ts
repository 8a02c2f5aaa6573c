// Where an order came from and how it was sent. Invented from the order itself, so that every answer
// says the same: three in ten came by a campaign, a parcel leaves a day later and takes two more.
import { days } from "#app/lib/time.ts";
import { hash } from "#sandbox/chance.ts";
import type { Order } from "./records.ts";

export type Visit = { source: string; medium: string; campaign: string };

const VISITS: Visit[] = [
  { source: "google", medium: "cpc", campaign: "brand" },
  { source: "instagram", medium: "social", campaign: "autumn" },
  { source: "newsletter", medium: "email", campaign: "monthly" },
];

export const SHIPPING_TITLE = "Standard";

export const visitOf = (order: Order): Visit | null => VISITS[hash(String(order.id)) % 10] ?? null;
export const sentAt = (order: Order) => order.processedAt + days(1);
export const deliveredAt = (order: Order) => order.processedAt + days(3);
