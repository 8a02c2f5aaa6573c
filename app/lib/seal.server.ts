// Secrets at rest: AES-256-GCM, written as "<key id>.<nonce>.<cipher text and tag>" in base64url.
// The first key seals, every key opens, so keys rotate without a pause. `bound` (such as the session's
// id and the column) is authenticated too: a sealed value copied to another row does not open there.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { invariant } from "./invariant.ts";
import type { Secrets } from "./world.ts";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function seal(secrets: Secrets, text: string, bound: string): string {
  const newest = secrets.encryptionKeys[0];
  invariant(newest, "there is no encryption key");
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, newest.key, nonce).setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${newest.id}.${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
}

export function unseal(secrets: Secrets, sealed: string, bound: string): string {
  const [id, nonce, body] = sealed.split(".");
  const key = secrets.encryptionKeys.find((candidate) => candidate.id === id)?.key;
  invariant(key && nonce && body, `no encryption key named ${id} (ENCRYPTION_KEYS)`);
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, "base64url"))
    .setAAD(Buffer.from(bound))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
}
