// One account at a platform and all that the platform knows of it. Plain data, Maps and Sets alone, so that
// snapshot.ts can keep it over a restart. The five platforms share this shape; each uses what it has.
import { type Faults, noFaults } from "./faults.ts";
import type { Window } from "./limits.ts";
import { noPeople, type People } from "./people.ts";
import type { PlatformName, Todo } from "./platform.ts";

/** How the platform lets a caller in. `token` is what it signs webhooks with, where that is a thing of its own. */
export type Credentials = { key: string; account?: string; secret?: string; token?: string; service?: string; from?: string };

/** `members`: who, and the running number of their coming, by which pages go on. */
export type Place = { ref: string; name: string; description: string; createdMs: number; updatedMs: number; archived: boolean; members: Map<string, number> };

/** `silent` events start nothing. */
export type Happened = { id: string; personId: string; name: string; uniqueId: string | null; atMs: number; receivedMs: number; value: number | null; properties: Record<string, unknown>; silent: boolean };

export type Message = { id: string; to: string; from: string; body: string; direction: "in" | "out"; status: string; code: number | null; createdMs: number; updatedMs: number; callback: string | null; category: string; personId: string | null };

/** `items` are dropped when it is done; `results` say what became of each. */
export type Job = {
  id: string; kind: string; state: "running" | "done" | "expired"; createdMs: number; finishMs: number; total: number;
  /** How it will end, and which share of its people is refused. */
  ends: "done" | "expired"; partly: number;
  place: string | null; items: unknown[]; results: { index: number; ok: boolean; reason: string | null; personId: string | null; /** Of those refused. */ payload: unknown }[];
};

export type Hook = { id: string; name: string; url: string; topics: string[]; secret: string; headers: Record<string, string>; kind: string; disabledMs: number | null; createdMs: number; failingSinceMs: number | null };

export type Delivery = { id: number; hookId: string; topic: string; items: unknown[]; atMs: number; madeMs: number; attempts: number };
export type Attempt = { hookId: string; url: string; topic: string; atMs: number; attempt: number; status: number | null };
export type Called = { operation: string; method: string; path: string; status: number | null; atMs: number };

export type Code = { code: string; clientId: string; redirectUri: string; challenge: string | null; scopes: string[]; expiresMs: number };
export type Grant = { clientId: string; access: string; refresh: string | null; scopes: string[]; expiresMs: number | null; old: { access: string; expiresMs: number }[] };

export type Account = {
  platform: PlatformName;
  number: number;
  id: string;
  name: string;
  credentials: Credentials;
  /** Keys and tokens are dead. */
  revoked: boolean;
  /** Scopes that the key lacks. */
  missing: string[];
  /** Klaviyo: may a private key make webhooks? */
  advancedKdp: boolean;
  /** Twilio: who takes STOP, START and HELP. "advanced": Twilio, which answers, blocks and says so; "default": the same without saying so; "off": the account's owner. */
  optOuts: "advanced" | "default" | "off";
  /** Attentive: what becomes of a segment member whom nobody knows. */
  strangers: "make" | "refuse";
  faults: Faults;
  counter: number;
  windows: Map<string, Window>;
  /** Magic values that have had their effect. */
  spent: Set<string>;
  people: People;
  places: Map<string, Place>;
  events: Happened[];
  uniques: Set<string>;
  messages: Map<string, Message>;
  jobs: Map<string, Job>;
  hooks: Map<string, Hook>;
  codes: Code[];
  grants: Grant[];
  /** Attentive: attribute → the type that its first value fixed. */
  types: Map<string, string>;
  todo: Todo[];
  deliveries: Delivery[];
  attempts: Attempt[];
  calls: Called[];
};

export const EVENTS_MAX = 100_000;
export const LOG_MAX = 1000;

export type Opening = Pick<Account, "id" | "name" | "credentials">;

export function openAccount(platform: PlatformName, number: number, opening: Opening): Account {
  return {
    platform, number, ...opening, revoked: false, missing: [], advancedKdp: false, optOuts: "advanced", strangers: "make", faults: noFaults(), counter: 0, windows: new Map(), spent: new Set(),
    people: noPeople(), places: new Map(), events: [], uniques: new Set(), messages: new Map(), jobs: new Map(), hooks: new Map(), codes: [], grants: [], types: new Map(),
    todo: [], deliveries: [], attempts: [], calls: [],
  };
}

/** Keeps a log at its length. */
export function remember<Entry>(log: Entry[], entry: Entry, most: number) {
  log.push(entry);
  if (log.length > most * 1.1) log.splice(0, log.length - most);
}

export function aPlace(account: Account, ref: string, name: string, description: string, now: number): Place {
  const place: Place = { ref, name, description, createdMs: now, updatedMs: now, archived: false, members: new Map() };
  account.places.set(ref, place);
  return place;
}

/** A person who is there already keeps their place in the row. */
export function join(account: Account, place: Place, personId: string) {
  if (!place.members.has(personId)) place.members.set(personId, (account.counter += 1));
}
