// What a platform that sends texts for the merchant is to Segue. An adapter is pure: it turns a command into
// requests, one after the other, and reads the answers; it never sends, waits, or looks at a clock. Whoever
// carries a command out (outbox/relay.server.ts) stores `progress` before each sending, so that a death in
// between asks again for what was submitted and never submits it twice. What a platform can do stands in
// capabilities.ts, which the screens read; nothing here names one platform.
import { z } from "zod";
import type { CustomerId } from "../lib/ids.ts";

export const PlatformId = z.enum(["klaviyo", "attentive", "postscript", "twilio", "omnisend"]);
export type PlatformId = z.infer<typeof PlatformId>;

/** How we are let in. A key that the merchant pasted, or tokens that an OAuth grant gave; each platform reads its own. */
export const Credentials = z.discriminatedUnion("kind", [
  /** `sender`: the number or service that texts go out from, where the merchant chooses it. */
  z.object({ kind: z.literal("key"), key: z.string().min(1), account: z.string().optional(), secret: z.string().optional(), sender: z.string().optional() }),
  z.object({ kind: z.literal("oauth"), access: z.string().min(1), refresh: z.string().nullable(), expiresAt: z.iso.datetime().nullable() }),
]);
export type Credentials = z.infer<typeof Credentials>;

/** A customer as a platform may know them. At least one of phone (E.164), email and platformId is there. */
export type Person = { customerId: CustomerId; phone: string | null; email: string | null; platformId: string | null };

/**
 * A person whose membership changes. Where `capabilities.membership.wholeSet` says so, the platform is told all of a
 * person's places at once: `places` are the keys of every place of this connection that the person is to be in after
 * the change. Two such changes of one person must not be under way together. Without `places` what the platform holds
 * is read first, which another change may overtake.
 */
export type Member = Person & { places?: readonly string[] };

export const PLACE_MODELS = ["list", "segment", "property", "tag", "local"] as const;
export type PlaceModel = (typeof PLACE_MODELS)[number];

/**
 * Where a segment's members are kept there. `key` is ours and never changes (a-z, 0-9, _ and -, at most 60); `ref` is
 * theirs, null until it is made. Without `model` it is the first of the platform's.
 */
export type Place = { key: string; name: string; ref: string | null; model?: PlaceModel };

export type Scalar = string | number | boolean;

export type PlatformCommand =
  /** Whose account is it, and what does it not let us do? */
  | { kind: "identify" }
  /** Makes the list, segment or property where it is missing; the same place for the same key, whatever its name became. */
  | { kind: "ensurePlace"; place: Place }
  /** At most `capabilities.membership.addBatch` (removeBatch) people. Consent is never written. */
  | { kind: "change"; op: "add" | "remove"; place: Place; people: Member[] }
  /** One page of who is in a place, for the comparison; `cursor` null = the first. */
  | { kind: "members"; place: Place; cursor: string | null }
  /** Who these are, of whom a page of a place told nothing but the platform's own number; whom it has no longer is left out. */
  | { kind: "whoAre"; platformIds: string[] }
  | { kind: "dropPlace"; place: Place }
  /** Starts the merchant's own flow there. `key` makes twice once; `silent` records without starting anything. */
  | { kind: "track"; event: "Segment Entered" | "Segment Exited"; key: string; at: string; person: Person; properties: Record<string, Scalar>; silent: boolean }
  | { kind: "readConsent"; people: Person[] }
  /** There is no opt-in, on purpose (reference: platforms 0.4). */
  | { kind: "optOut"; person: Person; at: string; source: string }
  /** A property of theirs; whoever takes none says so. */
  | { kind: "setProperty"; person: Person; name: string; value: string }
  | { kind: "send"; key: string; person: Omit<Person, "customerId">; body: string; category: "promotional" | "transactional"; callback: string | null; /** Of a picture, by https. */ media?: string | null; /** Between these a text whose answer was lost may have been taken: it is looked for among those. */ at?: string; until?: string }
  | { kind: "hookUp"; address: string; secret: string }
  | { kind: "unhook"; refs: string[] }
  | { kind: "erase"; person: Person };

/** A request as a value. `path` begins after the platform's host; `budget` names the limit that it draws on. */
export type PlatformRequest = {
  operation: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  headers: Record<string, string>;
  body: string | null;
  budget: string;
  /** https origin of a file that an answer pointed to, in place of the platform's host. Such a request carries no credential. */
  origin?: string;
};

export type PlatformAnswer = { status: number; headers: Record<string, string>; body: string };

/** What became of one person. `unknown` is asked again: every change may be made twice. */
export type PersonOutcome = {
  customerId: CustomerId;
  result: "accepted" | "skipped" | "refused" | "unknown";
  /** A sentence without the person's phone, email or name; null where accepted. */
  reason: string | null;
  platformId: string | null;
};

export type Consent = "subscribed" | "unsubscribed" | "never" | "unknown";

/** Somebody in a place, by whatever the platform tells. */
export type Seen = { platformId: string | null; phone: string | null; email: string | null };

export type Result =
  | { kind: "account"; accountId: string; name: string; missing: string[] }
  | { kind: "place"; ref: string }
  | { kind: "people"; outcomes: PersonOutcome[] }
  | { kind: "members"; people: Seen[]; next: string | null }
  | { kind: "consent"; people: { customerId: CustomerId; sms: Consent; at: string | null }[] }
  | { kind: "message"; messageId: string; state: string }
  /** `secret` where the platform chooses what it signs with; null: what we gave holds. */
  | { kind: "hooks"; refs: string[]; secret: string | null }
  | { kind: "ok" };

export type Failure = {
  /** `doubt`: a text whose answer was lost and that cannot be looked up; it is never sent again. */
  reason: "throttled" | "unauthorized" | "forbidden" | "server" | "gone" | "refused" | "unreadable" | "doubt";
  /** For the merchant, without anybody's phone, email or name. */
  detail: string;
  retryAfterMs: number | null;
  /** The platform's own, of a text that was refused. */
  code?: string;
};

/** `progress` is JSON that the adapter alone understands, and reads with zod. */
export type Step =
  | { kind: "call"; request: PlatformRequest; progress: unknown }
  /** Something runs there: the next call is due in this long. */
  | { kind: "wait"; forMs: number; request: PlatformRequest; progress: unknown }
  | { kind: "done"; result: Result }
  | { kind: "failed"; failure: Failure };

/** What a platform told us of a person, in our words: what Klaviyo calls received_sms is `delivered`, sent_sms is `replied`. */
export const PLATFORM_EVENT_KINDS = [
  "smsSent", "smsDelivered", "smsFailed", "smsClicked", "smsReplied", "smsOptedIn", "smsOptedOut",
  "emailReceived", "emailOpened", "emailClicked", "emailBounced", "emailMarkedSpam", "emailOptedIn", "emailOptedOut",
] as const;
export type PlatformEventKind = (typeof PLATFORM_EVENT_KINDS)[number];

export type PlatformEvent = {
  /** What makes twice once, within the platform and account. */
  key: string;
  kind: PlatformEventKind;
  /** Null where the platform does not say: then it is when the delivery came. */
  at: string | null;
  person: { platformId: string | null; phone: string | null; email: string | null };
  messageId: string | null;
  campaign: string | null;
  url: string | null;
  text: string | null;
  errorCode: string | null;
  /** A scanner's or a preview's click, not a person's. */
  bot: boolean;
  /** How many pictures came with a text. */
  pictures?: number;
  /** As what the platform took a text, by its own keywords; it has answered it by itself. */
  keyword?: "stop" | "start" | "help";
};

export type Delivered = { body: Uint8Array; headers: Record<string, string>; /** Exactly the address the platform called. */ url: string };

export type Webhooks = {
  /** Over the raw bytes, in constant time; any of several secrets, because they are changed while deliveries are under way. */
  verify(delivered: Delivered, secrets: readonly string[]): boolean;
  /** The account a delivery speaks of, where one address serves all shops. */
  accountOf(body: string): string | null;
  /** Null: not even the envelope can be read. Events that we do not know are counted, never refused. */
  read(body: string, headers: Record<string, string>): { events: PlatformEvent[]; unknown: number; at: string | null } | null;
};

export type Adapter = {
  id: PlatformId;
  /** Every request of the platform goes to this host, or to `PLATFORM_HOSTS` of the environment in its place. */
  host: string;
  begin(command: PlatformCommand, credentials: Credentials): Step;
  /** `progress` as the last step gave it, back from the database. */
  proceed(command: PlatformCommand, progress: unknown, answer: PlatformAnswer, credentials: Credentials): Step;
  /** The answer to the last request was lost, so nobody knows whether it was carried out. Most are asked again; a text is looked for. */
  lost(command: PlatformCommand, progress: unknown, credentials: Credentials): Step;
  webhooks: Webhooks | null;
};
