// What a platform told of people, as facts. An opt-out is a word on consent as well, with its own instant, so that
// an older opt-in never beats it; an opt-in is history alone. What a machine clicked is kept under another name, so
// that it counts as nobody's interest.
import type { EventKind } from "../customers/event-kind.ts";
import type { CoverFact, CustomerFact, EventFact } from "../customers/fact.ts";
import { minutes } from "../lib/time.ts";
import type { PlatformEvent, PlatformId } from "../platforms/adapter.ts";

export type Told = { platform: PlatformId; connection: number; events: PlatformEvent[]; /** When the platform says it told so. */ at: string | null; receivedAt: Date };

/** Customers by the platform's number of them (one), by phone and by email (whoever has it). */
export type Whose = { ids: ReadonlyMap<string, string>; phones: ReadonlyMap<string, readonly string[]>; emails: ReadonlyMap<string, readonly string[]> };

const TEXT_CHARS_MAX = 500;
const CAMPAIGN_CHARS_MAX = 200;
/** A clock that runs further ahead than this is not believed. */
const AHEAD_MS_MAX = minutes(10);

const OUT: Readonly<Partial<Record<EventKind, "sms" | "email">>> = { smsOptedOut: "sms", emailOptedOut: "email" };
const BOT_NAMES: Readonly<Partial<Record<EventKind, string>>> = { smsClicked: "sms bot click", emailClicked: "email bot click", emailOpened: "email bot open" };

export const phoneOf = (text: string | null): string | null => (text === null ? null : /^[1-9]\d{6,14}$/.test(text) ? `+${text}` : text);
export const emailOf = (text: string | null): string | null => text && text.trim().toLowerCase();

/** Under which an event waits for somebody of whom the platform says no more than its own number. */
export const waitingName = (platform: PlatformId, connection: number, platformId: string) => `${platform}/${connection}/${platformId}`.toLowerCase();

export function factsOf(told: Told, whose: Whose): { customers: CustomerFact[]; events: EventFact[]; covers: CoverFact[] } {
  const facts: ReturnType<typeof factsOf> = { customers: [], events: [], covers: [] };
  const receivedAt = told.receivedAt.toISOString();
  for (const event of told.events) {
    const at = instantOf(event.at ?? told.at, told.receivedAt);
    const channel = OUT[event.kind];
    const ids = idsOf(event, whose);
    if (channel !== undefined && ids.length > 0) facts.customers.push(...ids.map((id) => optOut(id, channel, at)));
    else facts.events.push(eventOf(told, event, at, ids[0] ?? null));
  }
  const kinds = new Set(facts.events.map(({ kind, name }) => (kind === "custom" ? `custom/${name ?? ""}` : kind)));
  facts.covers = [...kinds].map((kind) => ({ ...(kind.startsWith("custom/") ? { kind: "custom" as const, name: kind.slice(7) } : { kind: kind as EventKind }), since: receivedAt, toldAt: receivedAt }));
  return facts;
}

/** Of an opt-out everybody with that phone or email, of anything else the first. */
function idsOf({ kind, person }: PlatformEvent, { ids, phones, emails }: Whose): string[] {
  const known = person.platformId === null ? undefined : ids.get(person.platformId);
  const [phone, email] = [phones.get(phoneOf(person.phone) ?? "") ?? [], emails.get(emailOf(person.email) ?? "") ?? []];
  const named = kind.startsWith("sms") ? [phone, email] : [email, phone];
  if (OUT[kind] !== undefined) return [...new Set([...(known === undefined ? [] : [known]), ...(named[0] ?? [])])];
  return [known, ...(named[0] ?? []), ...(named[1] ?? [])].flatMap((id) => id ?? []);
}

export const optOut = (customerId: string, channel: "sms" | "email", at: string): CustomerFact =>
  channel === "sms" ? { customerId, smsState: "UNSUBSCRIBED", smsUpdatedAt: at } : { customerId, emailState: "UNSUBSCRIBED", emailUpdatedAt: at };

function eventOf({ platform, connection }: Told, event: PlatformEvent, at: string, customerId: string | null): EventFact {
  const { person, kind, messageId, errorCode, bot } = event;
  const [phone, email] = [phoneOf(person.phone), emailOf(person.email)];
  const word = kind.startsWith("sms") ? (phone ?? email) : (email ?? phone);
  const named = bot ? BOT_NAMES[kind] : undefined;
  const props = { ...(messageId !== null && { messageId: clean(messageId, TEXT_CHARS_MAX) }), ...(errorCode !== null && { errorCode: clean(errorCode, TEXT_CHARS_MAX) }) };
  return {
    source: platform, sourceId: `${connection}/${event.key}`, kind: named === undefined ? kind : "custom", name: named ?? null, at,
    ...(customerId === null ? { who: word ?? (person.platformId && waitingName(platform, connection, person.platformId)) } : { customerId }),
    text: clean(event.text ?? event.url, TEXT_CHARS_MAX), campaign: clean(event.campaign, CAMPAIGN_CHARS_MAX), props: Object.keys(props).length > 0 ? props : null,
  };
}

/** PostgreSQL's text holds no NUL, and no half of a character. */
export const clean = <Text extends string | null>(text: Text, charsMax: number) => (text === null || text === "" ? null : text.replaceAll("\0", "").slice(0, charsMax).toWellFormed()) as Text;

export function instantOf(at: string | null, receivedAt: Date): string {
  const ms = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(ms) || ms > receivedAt.getTime() + AHEAD_MS_MAX || ms < 0 ? receivedAt.toISOString() : new Date(ms).toISOString();
}
