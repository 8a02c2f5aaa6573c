// What somebody wrote to a number of the shop's, and what it changes at once. The reading is consent/keywords.ts's; of two
// readings, ours and the platform's own keywords, the one that takes more away holds. A yes counts only where something
// was asked; START takes back the phone's own STOP; JOIN from a phone that never agreed asks for a second yes
// (messages/talk/hear.ts), because nobody knows which words its owner saw.
import { z } from "zod";
import type { ConsentEntry, Disclosure, Evidence } from "../consent/entry.ts";
import type { ConsentState, Scope } from "../consent/grant.ts";
import { type Meaning, readReply } from "../consent/keywords.ts";
import type { PlatformEvent } from "../platforms/adapter.ts";
import { phoneOf } from "../platforms/people.ts";
import { clean, phoneOf as phoneIn, type Told } from "./platform-facts.ts";

/** confirmed: the second yes to what was asked. restarted: START after STOP. joined: wants texts, and is to be asked. optIn: a yes to nothing. */
export const REPLY_MEANINGS = ["optOut", "suspected", "help", "confirmed", "restarted", "joined", "optIn", "none"] as const;
export const ReplyMeaning = z.enum(REPLY_MEANINGS);
export type ReplyMeaning = z.infer<typeof ReplyMeaning>;

type Keyword = NonNullable<PlatformEvent["keyword"]>;

export type HeardReply = { key: string; phone: string; body: string; pictures: number; keyword: Keyword | null; messageId: string | null; at: Date };

const BODY_CHARS_MAX = 5_000;
const KEY_CHARS_MAX = 200;
const PICTURES_MAX = 100;

/** Replies that say from which phone; `at` is when the platform told, or when it came. */
export function repliesIn({ events }: Pick<Told, "events">, instantOf: (event: PlatformEvent) => Date): HeardReply[] {
  return events.flatMap((event): HeardReply[] => {
    const { key, kind, person, text, messageId, pictures = 0 } = event;
    if (kind !== "smsReplied" || person.phone === null || (text === null && pictures === 0)) return [];
    const phone = phoneOf({ phone: phoneIn(person.phone) });
    if (phone === null) return [];
    return [{ key: key.slice(0, KEY_CHARS_MAX), phone, body: clean(text, BODY_CHARS_MAX) ?? "", pictures: Math.min(pictures, PICTURES_MAX), keyword: event.keyword ?? null, messageId, at: instantOf(event) }];
  });
}

/** What a platform read out of a text of theirs: the text itself is heard, so this is no word of its own. */
export const isOfReply = (event: PlatformEvent, reply: PlatformEvent) => event.key === stopKey(reply) || (event.messageId !== null && event.messageId === reply.messageId);

const stopKey = ({ key }: PlatformEvent) => `${key}:stop`;

/** What a platform's keywords do not know is an opt-out as well: a word of theirs on consent for whoever has that phone, also for those whom we meet later. */
export function withOptOuts<Any extends Pick<Told, "events">>(told: Any): Any {
  const more = told.events.flatMap((event): PlatformEvent[] => {
    if (event.kind !== "smsReplied" || event.text === null || readReply(event.text).meaning !== "optOut") return [];
    if (told.events.some((other) => other.kind === "smsOptedOut" && isOfReply(other, event))) return [];
    const { pictures: _, keyword: __, ...rest } = event;
    return [{ ...rest, key: stopKey(event), kind: "smsOptedOut", text: null }];
  });
  return more.length === 0 ? told : { ...told, events: [...told.events, ...more] };
}

/** A sign-up that waits for its second yes. `messageId`: the provider's, of the text that asked. */
export type Asked = { scopes: Scope[]; disclosure: Disclosure; messageId: string | null; expiresAt: Date };

/** What holds of the number before it wrote this. */
export type Standing = { state: ConsentState; asked: Asked | null };

export type Decided = {
  meaning: ReplyMeaning;
  /** Of the words that decided. */
  language: string | null;
  entries: ConsentEntry[];
  /** Somebody of the shop is to read it. */
  needsReview: boolean;
  /** Something is to be answered (messages/talk/hear.ts). */
  needsAnswer: boolean;
};

export function decideReply(heard: HeardReply, { state, asked }: Standing): Decided {
  const { meaning, language } = readReply(heard.body);
  const isYes = meaning === "none" && asked !== null && isOpen(asked, heard, state) && YES.test(heard.body);
  const read = stricter(isYes ? "optIn" : meaning, heard.keyword);
  const said = { at: heard.at.getTime(), source: "keyword" as const, evidence: evidenceOf(heard, []) };
  const nothing = { language, entries: [], needsReview: false, needsAnswer: false };
  switch (read) {
    case "optOut":
      return { ...nothing, meaning: "optOut", entries: [{ kind: "stopped", ...said, by: "reply" }], needsAnswer: heard.keyword === null };
    case "suspected":
      // Whoever is stopped already has no more to say.
      return { ...nothing, meaning: "suspected", entries: state.stop ? [] : [{ kind: "suspected", ...said }], needsReview: state.stop === null };
    case "help":
      return { ...nothing, meaning: "help", needsAnswer: heard.keyword === null };
    case "optIn":
      return { ...nothing, ...optIn(heard, { state, asked }) };
    case "none":
      return { ...nothing, meaning: "none" };
    default:
      return read satisfies never;
  }
}

const KEYWORD_MEANS: Readonly<Record<Keyword, Meaning>> = { stop: "optOut", start: "optIn", help: "help" };
const TAKES_MOST: readonly Meaning[] = ["optOut", "suspected", "help", "optIn", "none"];

function stricter(ours: Meaning, keyword: HeardReply["keyword"]): Meaning {
  const theirs = keyword === null ? "none" : KEYWORD_MEANS[keyword];
  return TAKES_MOST.indexOf(ours) <= TAKES_MOST.indexOf(theirs) ? ours : theirs;
}

/** Yes, in the languages of the texts that ask for it: an answer, where the other words begin something. */
const YES = /^\W*(yes|y|yep|yeah|yes please|oui|ja|s[ií])\W*$/iu;

function optIn(heard: HeardReply, { state, asked }: Standing): Pick<Decided, "meaning" | "entries" | "needsAnswer"> {
  const at = heard.at.getTime();
  const isStopped = state.stop !== null || state.consent.marketing.state === "unsubscribed";
  if (asked && isOpen(asked, heard, state)) {
    const { scopes, disclosure, messageId } = asked;
    return { meaning: "confirmed", needsAnswer: true, entries: [{ kind: "confirmed", at, source: "keyword", scopes, disclosure, evidence: evidenceOf(heard, messageId === null ? [] : [messageId]) }] };
  }
  if (YES.test(heard.body) || (!isStopped && state.consent.marketing.state === "subscribed")) return { meaning: "optIn", needsAnswer: false, entries: [] };
  if (!isStopped) return { meaning: "joined", needsAnswer: true, entries: [] };
  // After STOP nothing may be sent, so nothing can be asked: their own word is all there can be.
  const entry: ConsentEntry = { kind: "optedIn", at, source: "keyword", scopes: ["marketing", "transactional"], disclosure: null, basis: "express", proof: "written", expiresAt: null, evidence: evidenceOf(heard, []) };
  return { meaning: "restarted", needsAnswer: true, entries: [entry] };
}

const isOpen = ({ expiresAt }: Asked, { at }: HeardReply, { stop }: ConsentState) => expiresAt > at && stop === null;

const NOTE_CHARS_MAX = 200;

/** Their own words are the evidence; they go with the person. */
function evidenceOf({ body, messageId }: HeardReply, asked: string[]): Evidence {
  return { page: null, messageIds: [...asked, ...(messageId === null ? [] : [messageId])].map((id) => id.slice(0, 64)), order: null, note: body.slice(0, NOTE_CHARS_MAX).toWellFormed() || null };
}
