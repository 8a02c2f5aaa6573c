// Everything Segue holds about one person, as a file the merchant can send on (customers/data_request).
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { exportedRows, noteFetched } from "./export-rows.server.ts";

export const CustomerExport = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));
export type CustomerExport = { exportedAt: string; customerId: string; data: z.infer<typeof CustomerExport> };

/** Null where nothing is held. Requests about this person count as answered from now on. */
export async function exportCustomer(world: World, shop: ShopId, customerId: string): Promise<CustomerExport | null> {
  const now = world.now();
  const data = await exportedRows(world, shop, customerId);
  if (Object.values(data).every((rows) => rows.length === 0)) return null;
  await noteFetched(world, shop, customerId, now);
  return { exportedAt: now.toISOString(), customerId, data };
}
