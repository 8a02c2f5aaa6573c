// Whether a delivery was signed by whoever knows the secret. Compared in constant time, over the bytes that came.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const hmac = (algorithm: "sha256" | "sha1", secret: string, parts: readonly (string | Uint8Array)[], encoding: "hex" | "base64") => {
  const mac = createHmac(algorithm, secret);
  for (const part of parts) mac.update(part);
  return mac.digest(encoding);
};

export const sha256 = (body: string | Uint8Array) => createHash("sha256").update(body).digest("hex");

/** Texts of unlike length differ, which tells nothing of the secret: a signature's length is known to all. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Under any of the secrets, of which several hold while one is changed for another. A blank secret signs nothing. */
export const isSigned = (given: string | null, secrets: readonly string[], sign: (secret: string) => string) =>
  given !== null && given !== "" && secrets.filter((secret) => secret !== "").map((secret) => isSame(given, sign(secret))).some(Boolean);
