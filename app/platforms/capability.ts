// What is known of a platform before one asks it anything: the shape of one row of capabilities.ts. Screens read
// it too ("not available", never zero), so nothing of Node is imported here.
import type { PlaceModel, PlatformEventKind } from "./adapter.ts";

/** One way of keeping a segment's members there. */
export type Membership = {
  model: PlaceModel;
  /** For the screen: what a segment becomes there. */
  words: string;
  canRemove: boolean;
  /** The most people of one command. */
  addBatch: number;
  removeBatch: number;
  /** Whether a change goes on there after it was accepted, and is asked for until it is over. */
  async: boolean;
  /** Where it is told what became of each person. */
  perPerson: "answer" | "job" | "file" | "none";
  /** A removal needs the platform's own id of the person; without it the adapter looks it up. */
  needsPlatformId: boolean;
  /** Each change tells all places of the person (Member.places), so two changes of one person must not be under way together. */
  wholeSet: boolean;
  /** Who is in a place can be read back, for the nightly comparison. */
  readable: boolean;
  /** People whom the platform does not know are made by an addition; otherwise they are skipped, and said so. */
  makesPeople: boolean;
  /** The most places, where the platform has such a limit. */
  placesMax: number | null;
};

/** At most `count` requests in any window of `seconds`. */
export type Window = { count: number; seconds: number };

export type Limits = {
  /** Whose budget it is: of this installation alone, or shared with everything else that the merchant has connected there. */
  scope: "install" | "token" | "account" | "brand";
  /** By PlatformRequest.budget. */
  budgets: Readonly<Record<string, readonly Window[]>>;
  /** Says after how long to ask again. */
  retryAfter: boolean;
};

/** One field of the form in which a merchant pastes a key. `hook` is no credential: it is what webhooks are signed with. */
export type KeyField = {
  slot: "key" | "account" | "secret" | "sender" | "hook";
  label: string;
  help: string;
  isSecret: boolean;
  isOptional: boolean;
  /** A regular expression; `shape` says the same in words. */
  pattern: string;
  shape: string;
};

export type Scope = { name: string; why: string };

export type Capabilities = {
  name: string;
  /** What is asked at the platform's own address. */
  host: string;
  /** The first is what a new target gets. Empty: nothing is kept there, members are ours alone. */
  memberships: readonly Membership[];
  track: { idempotent: boolean; maxAgeSeconds: number | null; silent: boolean } | null;
  send: { categories: readonly ("promotional" | "transactional")[] } | null;
  /** `readBatch` people of one readConsent. There is no opt-in, on purpose. */
  consent: { read: boolean; readBatch: number; optOut: boolean };
  engagement: {
    kinds: readonly PlatformEventKind[];
    /** `oauth`: only for connections that were let in by OAuth. */
    needs: "oauth" | null;
    /** Each kind of event goes to one app of the merchant's alone: another app's webhooks may end when ours begin. */
    exclusive: boolean;
    hasEventId: boolean;
  };
  erase: string;
  letIn: { oauth: { scopes: readonly Scope[]; optional: readonly Scope[] } | null; key: readonly KeyField[] | null };
  /** Who sets up the webhook, and how; `{address}` stands for ours. */
  hooks: { by: "us" | "merchant" | "nobody"; steps: readonly string[]; signedWith: string };
  limits: Limits;
};
