// Bulk operations: CREATED, then RUNNING while the file is written, then COMPLETED, FAILED or
// CANCELED. The delays and the faults come from faults.ts. An operation cut off by a restart of the
// sandbox begins again, as Shopify's own machines would have it.
import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { bulkLines } from "./bulk-lines.ts";
import type { Batch } from "./bulk-lines.ts";
import { mutationLines } from "./bulk-mutation.ts";
import { bulkQuery } from "./bulk-rules.ts";
import { compileBulk } from "./bulk-write.ts";
import { gid } from "./gid.ts";
import { localInstant } from "./payloads.ts";
import type { BulkOperation } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";
import { uploaded } from "./uploads.ts";
import { deniedBy, read } from "./validate.ts";

/** Of each type, per app and shop, since API 2026-01. */
export const RUNNING_MAX = 5;

export function startBulkQuery(shop: Shop, text: string, groupObjects: boolean): BulkOperation {
  checkRoom(shop, "QUERY");
  compileBulk(bulkQuery(text));
  return start(shop, { type: "QUERY", text, groupObjects, uploadKey: null });
}

export function startBulkMutation(shop: Shop, text: string, uploadKey: string): BulkOperation {
  checkRoom(shop, "MUTATION");
  if (!uploaded(shop, uploadKey)) throw new Refusal("The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.", null, "NO_SUCH_FILE");
  mutationLines(shop, text, "");
  return start(shop, { type: "MUTATION", text, groupObjects: false, uploadKey });
}

function checkRoom(shop: Shop, type: BulkOperation["type"]) {
  const running = [...shop.tables.BulkOperation.values()].filter((operation) => operation.type === type && isOpen(operation));
  if (running.length >= RUNNING_MAX) throw new Refusal(`A bulk ${type.toLowerCase()} operation for this app and shop is already in progress: ${running.map((operation) => gid("BulkOperation", operation.id)).join(", ")}.`, null, "OPERATION_IN_PROGRESS");
}

const isOpen = (operation: BulkOperation) => ["CREATED", "RUNNING", "CANCELING"].includes(operation.status);

function start(shop: Shop, what: Pick<BulkOperation, "type" | "text" | "groupObjects" | "uploadKey">): BulkOperation {
  const operation: BulkOperation = { ...what, kind: "BulkOperation", id: shop.nextId("BulkOperation"), status: "CREATED", errorCode: null, createdAt: shop.now(), completedAt: null, objectCount: 0, rootObjectCount: 0, fileSize: null, file: null };
  shop.save(operation);
  shop.saveState();
  shop.clock.at(shop.clock.ms() + shop.faults.bulk.createdMs, () => runOperation(shop, operation));
  // The answer shows the operation as it was made, whatever has happened to it since.
  return { ...operation };
}

/** After a restart. */
export function resumeBulk(shop: Shop): void {
  for (const operation of shop.tables.BulkOperation.values()) {
    if (!isOpen(operation)) continue;
    Object.assign(operation, { status: "CREATED", objectCount: 0, rootObjectCount: 0 });
    shop.clock.at(shop.clock.ms(), () => runOperation(shop, operation));
  }
}

async function runOperation(shop: Shop, operation: BulkOperation): Promise<void> {
  if (operation.status === "CANCELING") return end(shop, operation, "CANCELED");
  if (operation.status !== "CREATED") return;
  operation.status = "RUNNING";
  shop.save(operation);
  if (shop.faults.bulk.stall) return;
  const name = `${shop.settings.domain}-${operation.id}.jsonl`;
  const startedAt = shop.clock.ms();
  try {
    // Shopify takes a query whose objects the app may not see, and fails it.
    if (deniedBy(shop.scopes, read(operation.text).document).length > 0) operation.errorCode = "ACCESS_DENIED";
    else await write(shop, operation, shop.filePath(name));
  } catch (problem) {
    console.error(`The sandbox's bulk operation ${operation.id} failed:`, problem);
    operation.errorCode = "INTERNAL_SERVER_ERROR";
  }
  if (operation.objectCount > 0) Object.assign(operation, { file: name, fileSize: statSync(shop.filePath(name)).size });
  shop.clock.at(startedAt + shop.faults.bulk.runningMs, () => {
    if (operation.completedAt !== null) return;
    operation.errorCode ??= shop.faults.bulk.fail;
    end(shop, operation, operation.status === "RUNNING" ? (operation.errorCode ? "FAILED" : "COMPLETED") : "CANCELED");
  });
}

async function write(shop: Shop, operation: BulkOperation, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  try {
    for (const batch of batches(shop, operation)) {
      if (operation.status !== "RUNNING") return;
      writeSync(file, batch.text);
      operation.objectCount += batch.objects;
      operation.rootObjectCount += batch.roots;
      await nextTurn();
    }
  } finally {
    closeSync(file);
  }
}

function* batches(shop: Shop, operation: BulkOperation): Generator<Batch> {
  const source =
    operation.type === "QUERY"
      ? bulkLines(shop, compileBulk(bulkQuery(operation.text)), operation.groupObjects, shop.faults.bulk.shuffle ? shop.chance(`bulk/${operation.id}`) : null)
      : mutationLines(shop, operation.text, readFileSync(uploaded(shop, operation.uploadKey ?? "") ?? "", "utf8"));
  // One that is to fail leaves a part of its file behind.
  let left = shop.faults.bulk.fail ? 3 : Infinity;
  for (const batch of source) {
    if (left-- <= 0) return;
    yield batch;
  }
}

function end(shop: Shop, operation: BulkOperation, status: "COMPLETED" | "FAILED" | "CANCELED") {
  Object.assign(operation, { status, completedAt: shop.now() });
  shop.save(operation);
  shop.emit("bulk_operations/finish", {
    admin_graphql_api_id: gid("BulkOperation", operation.id),
    completed_at: localInstant(shop, operation.completedAt),
    created_at: localInstant(shop, operation.createdAt),
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: status.toLowerCase(),
    type: operation.type.toLowerCase(),
  });
}

export function cancelBulk(shop: Shop, operation: BulkOperation): BulkOperation {
  if (!isOpen(operation)) throw new Refusal(`A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`, null);
  operation.status = "CANCELING";
  shop.save(operation);
  // One that stands still does not end by itself.
  shop.clock.at(shop.clock.ms() + shop.faults.bulk.createdMs, () => {
    if (operation.status === "CANCELING") end(shop, operation, "CANCELED");
  });
  return { ...operation };
}
