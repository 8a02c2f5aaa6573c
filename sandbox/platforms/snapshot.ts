// Everything the stand-ins know as one text, so that a restart of the sandbox loses nothing.
import { z } from "zod";
import type { Account } from "./account.ts";

const Packed = z.union([z.strictObject({ $map: z.array(z.tuple([z.unknown(), z.unknown()])) }), z.strictObject({ $set: z.array(z.unknown()) })]);

export const packed = (accounts: readonly Account[]): string =>
  JSON.stringify(accounts, (_key, value: unknown) => (value instanceof Map ? { $map: [...value] } : value instanceof Set ? { $set: [...value] } : value));

/** The sandbox wrote it itself; what does not read is begun anew. */
export function unpacked(text: string): Account[] {
  try {
    return JSON.parse(text, (_key, value: unknown) => {
      const pack = typeof value === "object" && value !== null && ("$map" in value || "$set" in value) ? Packed.safeParse(value) : null;
      if (!pack?.success) return value;
      return "$map" in pack.data ? new Map(pack.data.$map) : new Set(pack.data.$set);
    }) as Account[];
  } catch {
    return [];
  }
}
