// Seven days after a bulk operation has ended its file is gone.
import { days } from "#app/lib/time.ts";
import type { BulkOperation, BulkStatus } from "./records.ts";
import type { Shop } from "./shop.ts";

export const FILE_LIFE_MS = days(7);

export const hasExpired = (shop: Shop, operation: BulkOperation) => operation.completedAt !== null && shop.clock.ms() > operation.completedAt + FILE_LIFE_MS;

export const bulkStatus = (shop: Shop, operation: BulkOperation): BulkStatus => (operation.status === "COMPLETED" && hasExpired(shop, operation) ? "EXPIRED" : operation.status);
