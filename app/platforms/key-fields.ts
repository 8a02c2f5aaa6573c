// A key as the merchant pastes it: the fields that capabilities.ts asks for, read into what lets us in.
import { z } from "zod";
import type { Problem } from "../lib/problem.ts";
import type { Credentials, PlatformId } from "./adapter.ts";
import { CAPABILITIES } from "./capabilities.ts";
import type { KeyField } from "./capability.ts";

export const SLOTS = ["key", "account", "secret", "sender", "hook"] as const satisfies readonly KeyField["slot"][];

export const KEY_LENGTH_MAX = 600;

/** A field that was not typed into may be missing. */
export const Typed = z.partialRecord(z.enum(SLOTS), z.string().max(KEY_LENGTH_MAX));
export type Typed = z.infer<typeof Typed>;

type Read = { credentials: Extract<Credentials, { kind: "key" }>; hookSecret: string | null };

/** Each problem stands at its field's slot. */
export function readKeys(platform: PlatformId, typed: Typed): Read | { problems: Problem[] } {
  const { name, letIn } = CAPABILITIES[platform];
  if (letIn.key === null) return { problems: [{ path: [], message: `${name} lets nobody in by a key.` }] };
  const values = Object.fromEntries(letIn.key.map(({ slot }) => [slot, (typed[slot] ?? "").trim()]));
  const problems = letIn.key.flatMap((field) => problemOf(field, values[field.slot] ?? ""));
  if (problems.length > 0) return { problems };
  const { key = "", account, secret, sender, hook } = values;
  const more = { ...(account ? { account } : {}), ...(secret ? { secret } : {}), ...(sender ? { sender } : {}) };
  return { credentials: { kind: "key", key, ...more }, hookSecret: hook ? hook : null };
}

function problemOf({ slot, label, isOptional, pattern, shape }: KeyField, value: string): Problem[] {
  if (value === "") return isOptional ? [] : [{ path: [slot], message: `Enter the ${lower(label)}.` }];
  return new RegExp(pattern).test(value) ? [] : [{ path: [slot], message: `This is not one: it should be ${shape}.` }];
}

/** "API key SID" stays as it is; "Private API key" begins with a small letter within a sentence. */
export const lower = (label: string) => (/^[A-Z][a-z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label);
