// What can be made to go wrong at one account of a platform, by POST /sandbox/platforms/control or by magic
// values in what is sent. Shares are from 0 to 1, drawn from the seed.
import { z } from "zod";
import { isEmail } from "./people.ts";

const Share = z.number().min(0).max(1);
const Span = z.tuple([z.number().nonnegative(), z.number().nonnegative()]);

export const Faults = z.object({
  /** 429 before anything is done; Retry-After in seconds, null = left out. */
  throttle: Share,
  retryAfter: z.number().int().positive().nullable(),
  /** 500 before anything is done. */
  fail: Share,
  /** 500 after it was done: the caller cannot know. */
  failAfter: Share,
  /** No answer, and nothing was done. */
  lose: Share,
  /** No answer, and it was done. */
  loseAfter: Share,
  /** How long a job takes, in sandbox milliseconds. */
  jobMs: Span,
  /** Jobs never end. */
  jobStall: z.boolean(),
  jobExpire: Share,
  /** Of a job's people, so many are refused. */
  jobPartly: Share,
  /** Times the published limits; 0 = none. */
  limits: z.number().nonnegative(),
  hooks: z.object({ delayMs: Span, duplicate: Share, reorder: Share, reorderMs: z.number().nonnegative(), lose: Share, forge: Share }),
  /** The next so many calls of an operation (of any, without one) are answered so. */
  next: z.array(z.object({ operation: z.string().optional(), status: z.number().int(), headers: z.record(z.string(), z.string()).optional(), times: z.number().int().positive().default(1) })),
});
export type Faults = z.infer<typeof Faults>;

export const FaultsChange = Faults.omit({ hooks: true }).partial().extend({ hooks: Faults.shape.hooks.partial().optional() });
export type FaultsChange = z.input<typeof FaultsChange>;

export function noFaults(): Faults {
  return {
    throttle: 0, retryAfter: null, fail: 0, failAfter: 0, lose: 0, loseAfter: 0, jobMs: [2000, 2000], jobStall: false, jobExpire: 0, jobPartly: 0, limits: 1,
    hooks: { delayMs: [1000, 1000], duplicate: 0, reorder: 0, reorderMs: 10_000, lose: 0, forge: 0 }, next: [],
  };
}

export function changeFaults(faults: Faults, change: FaultsChange): Faults {
  return Faults.parse({ ...faults, ...change, hooks: { ...faults.hooks, ...change.hooks } });
}

/** The word is the part of an email before its @; the number is a phone of the range reserved for such tests. */
const MAGIC = { throttle: "+15005550429", fail: "+15005550500", lose: "+15005550504", refused: "+15005550001", slow: "+15005550010", expire: "+15005550011", partly: "+15005550012" } as const;
export type Magic = keyof typeof MAGIC;

const WORDS = new RegExp(`(?:^|[^\\w.+-])(${Object.keys(MAGIC).join("|")})(?:@|%40)|(?:\\+|%2B)(1500555\\d{4})`, "g");
const ALL = Object.keys(MAGIC).filter((key): key is Magic => key in MAGIC);

/** Every magic value in a text, each once. */
export function magicIn(text: string): Set<Magic> {
  const found = new Set<Magic>();
  for (const [, name, digits] of text.matchAll(WORDS)) {
    const magic = ALL.find((each) => each === name || MAGIC[each] === `+${digits}`);
    if (magic) found.add(magic);
  }
  return found;
}

export function isRefused(person: { phone?: string | null | undefined; email?: string | null | undefined }): boolean {
  return person.phone === MAGIC.refused || (typeof person.email === "string" && isEmail(person.email) && person.email.startsWith("refused@"));
}
