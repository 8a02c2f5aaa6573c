// Staged uploads: a key first, then the file under it. Only the variables of bulk mutations are taken.
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";

export const UPLOAD_BYTES_MAX = 100 * 1024 * 1024;

export function stageUploads(shop: Shop, inputs: { filename: string; resource?: string; httpMethod?: string }[]) {
  return inputs.map((input, index) => {
    if (input.resource !== "BULK_MUTATION_VARIABLES") throw new Refusal("The sandbox takes uploads of BULK_MUTATION_VARIABLES only", ["input", String(index), "resource"]);
    const key = `tmp/${shop.id}/bulk/${randomUUID()}/${input.filename.replace(/[^\w.-]/g, "_")}`;
    return {
      url: shop.uploadUrl(),
      resourceUrl: null,
      parameters: [
        { name: "key", value: key },
        { name: "Content-Type", value: "text/jsonl" },
        { name: "success_action_status", value: "201" },
        { name: "acl", value: "private" },
      ],
    };
  });
}

const KEY = /^tmp\/\d+\/bulk\/[0-9a-f-]{36}\/[\w.-]+$/;

/** The path of the file uploaded under the key, or null. */
export function uploaded(shop: Shop, key: string): string | null {
  if (!KEY.test(key) || !key.startsWith(`tmp/${shop.id}/`)) return null;
  const path = shop.filePath(key);
  return existsSync(path) ? path : null;
}

/** False where the key is none of this shop's. */
export function takeUpload(shop: Shop, key: string, body: Buffer): boolean {
  if (!KEY.test(key) || !key.startsWith(`tmp/${shop.id}/`)) return false;
  const path = shop.filePath(key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
  return true;
}

/** The fields of a multipart/form-data body; the file is the field "file". */
export function multipart(body: Buffer, contentType: string): Map<string, Buffer> {
  const fields = new Map<string, Buffer>();
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) return fields;
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at !== -1; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next === -1) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const split = part.indexOf("\r\n\r\n");
    const name = /name="([^"]*)"/.exec(part.subarray(0, Math.max(split, 0)).toString())?.[1];
    if (name !== undefined && split !== -1) fields.set(name, part.subarray(split + 4));
    at = next;
  }
  return fields;
}
