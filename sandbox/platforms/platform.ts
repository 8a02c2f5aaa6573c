// What every stand-in for a platform is made of: requests and answers as values, the operations it knows,
// and how it lets people in and tells the app of what happened. The five folders fill it in from the
// platforms' published documents; pipeline.ts does what they have in common.
import type { z } from "zod";
import { parseJson } from "#app/lib/json.ts";
import type { Chance } from "#sandbox/chance.ts";
import type { Account, Delivery, Hook, Job, Message, Opening } from "./account.ts";
import type { Person } from "./people.ts";

export const PLATFORMS = ["klaviyo", "attentive", "postscript", "twilio", "omnisend"] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** Header names in small letters. `path` has no query. */
export type Ask = { host: string; method: string; path: string; query: URLSearchParams; headers: Record<string, string>; body: string };

export type Reply = { status: number; headers: Record<string, string>; body: string };

/** `lost`: the caller hears nothing. */
export type Answered = Reply | "lost";

/** Thrown by an operation that refuses; the caller gets the reply. */
export class Refused extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`Refused with ${reply.status}.`);
    this.reply = reply;
  }
}

/** A body by its shape. `refuse` says what is wrong in the platform's own words: `path` null where it is no JSON at all. */
export function readJson<Body>({ body }: Ask, schema: z.ZodType<Body>, refuse: (path: readonly PropertyKey[] | null, message: string) => Refused): Body {
  const json = parseJson(body);
  if (json === undefined) throw refuse(null, "The body is not JSON.");
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(issue?.path ?? [], issue?.message ?? "is not valid");
}

export const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({ status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
export const nothing = (status: number): Reply => ({ status, headers: {}, body: "" });

/** Time, chance and ids, the same for all. */
export type Ground = {
  now(): number;
  chance(what: string): Chance;
  accounts(platform: PlatformName): Account[];
  /** Does `todo` when the clock says so. */
  plan(account: Account, todo: Todo): void;
  /** Puts what a hook is to be told on its way. */
  send(account: Account, hook: Hook, topic: string, item: unknown): void;
};

/** What is due later, besides webhooks. Data, so that it survives a restart. */
export type Todo = { atMs: number } & ({ kind: "job"; id: string } | { kind: "message"; id: string; status: string; code: number | null } | { kind: "untag" | "tag"; people: string[]; tags: string[] });

/** `byKey`: not an OAuth install. */
export type Call = { ground: Ground; account: Account; ask: Ask; params: Record<string, string>; now: number; byKey: boolean };

export type Operation = {
  name: string;
  method: string;
  /** With {names}. */
  path: string;
  /** The class of `limits` it draws on. */
  limit: string;
  scope?: string;
  run(call: Call): Reply;
};

export type Limit = { per: number; windowMs: number };

export type Trouble = { kind: "throttled"; retryMs: number } | { kind: "failed" } | { kind: "unknownPath" } | { kind: "method" } | { kind: "unauthorized" } | { kind: "scope"; scope: string };

/** `who` owns the budget: an OAuth install has its own, a key shares the account's. `scopes` null = all. */
export type Entered = { account: Account; who: string; scopes: readonly string[] | null };

/** What a person did, or what became of a text or an email. */
export type Happening = {
  kind: "sent" | "delivered" | "failed" | "clicked" | "opened" | "replied" | "optedIn" | "optedOut" | "bounced" | "markedSpam" | "attributeSet";
  channel: "sms" | "email";
  person: Person;
  text?: string | undefined;
  pictures?: number | undefined;
  url?: string | undefined;
  messageId?: string | undefined;
  campaign?: string | undefined;
  code?: number | undefined;
  bot?: boolean | undefined;
  atMs: number;
};

export type Sent = { url: string; headers: Record<string, string>; body: string };

export type Platform = {
  name: PlatformName;
  hosts: readonly string[];
  /** The n-th account as it is at first. */
  opening(number: number): Opening;
  newPersonId(account: Account): string;
  operations: readonly Operation[];
  /** Fixed windows, as published; the first is the burst. `sliding` counts the time before each call. */
  limits: Record<string, readonly Limit[]>;
  sliding?: boolean;
  /** What needs no account: tokens for codes, pages for browsers, files. */
  open?(ground: Ground, ask: Ask): Reply | undefined;
  enter(ground: Ground, ask: Ask): Entered | null;
  /** Headers that every call needs; throws Refused. */
  check?(ask: Ask, operation: Operation): void;
  refuse(trouble: Trouble, ask: Ask): Reply;
  /** Said of the budget with each answer. */
  budgetHeaders?(left: { limit: Limit; remaining: number; resetMs: number }[]): Record<string, string>;
  finish?(ground: Ground, account: Account, job: Job): void;
  /** A text has come a step further. */
  stepped?(ground: Ground, account: Account, message: Message): void;
  happened(ground: Ground, account: Account, what: Happening): void;
  /** `forged`: signed with a secret that is not the hook's. */
  wrap(account: Account, hook: Hook, delivery: Delivery, now: number, forged: boolean): Sent;
  /** Items of one hook that are on their way together go in one body, up to this many. */
  itemsMax?: number;
  /** Milliseconds until the n-th retry, null = given up. `status` null = no answer came. */
  retryMs(attempt: number, status: number | null): number | null;
  /** A hook that has failed for so long is switched off. */
  disablesAfterMs?: number;
};
