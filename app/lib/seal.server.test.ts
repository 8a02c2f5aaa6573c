import { expect, test } from "vitest";
import { seal, unseal } from "./seal.server.ts";
import type { Secrets } from "./world.ts";

const key = (id: string, fill: number) => ({ id, key: new Uint8Array(32).fill(fill) });
const secrets = (...encryptionKeys: Secrets["encryptionKeys"]): Secrets => ({ shopifyApiKey: "k", shopifyApiSecret: "s", encryptionKeys });

const one = secrets(key("a", 1));
const rotated = secrets(key("b", 2), key("a", 1));

test("What is sealed opens again, and is not readable in between.", () => {
  const sealed = seal(one, "shpat_secret", "offline_x/access");
  expect(sealed).not.toContain("secret");
  expect(unseal(one, sealed, "offline_x/access")).toBe("shpat_secret");
});

test("After a new key is put first, old values still open and new ones use it.", () => {
  expect(unseal(rotated, seal(one, "old", "row"), "row")).toBe("old");
  expect(seal(rotated, "new", "row")).toMatch(/^b\./);
});

test("A sealed value that was copied to another row, or changed, does not open.", () => {
  const sealed = seal(one, "token", "row 1");
  expect(() => unseal(one, sealed, "row 2")).toThrow();
  expect(() => unseal(one, sealed.slice(0, -2), "row 1")).toThrow();
  expect(() => unseal(secrets(key("c", 3)), sealed, "row 1")).toThrow(/no encryption key named a/);
});
