// What becomes of a text by what carriers tell of it, and what is answered to what somebody wrote. Nothing is answered
// to STOP but the one confirmation, and nothing to what may mean stop.
import { createHash } from "node:crypto";
import type { BareEntry, Disclosure } from "../../consent/entry.ts";
import type { Scope } from "../../consent/grant.ts";
import type { Reach } from "../../customers/reach.ts";
import type { ReceiptStatus } from "../../inbox/receipt.ts";
import type { ReplyMeaning } from "../../inbox/reply.ts";
import { hours, minutes } from "../../lib/time.ts";
import type { REPLY_KINDS } from "../person-text.ts";
import { replyText } from "../text/replies.ts";
import { type Language, languageOf } from "../text/wording.ts";

/** Of a text that went out: how it stands. */
export type Standing = { state: ReceiptStatus | "doubt"; deliveredAt: Date | null; errorCode: string | null };
export type Told = { status: ReceiptStatus; errorCode: string | null; at: Date };

/** They come late, twice and in any order: what was delivered stays so, and what failed is not merely sent again. */
const RANK: Readonly<Record<Standing["state"], number>> = { doubt: 0, sent: 1, undelivered: 2, delivered: 3 };

export const standingBy = (before: Standing, told: readonly Told[]): Standing => told.reduce((held, { status, errorCode, at }): Standing => {
  if (RANK[status] < RANK[held.state]) return held;
  if (status === "delivered") return { state: status, deliveredAt: held.deliveredAt && held.deliveredAt < at ? held.deliveredAt : at, errorCode: null };
  return { ...held, state: status, errorCode: status === "undelivered" ? (held.errorCode ?? errorCode) : held.errorCode };
}, before);


/** Twilio's codes: 30006 and 21635 a landline or a carrier that takes no texts, 21614 no mobile number, 21211 no number at all. */
const REACH_OF: Readonly<Record<string, Reach>> = { "21635": "landline", "30006": "landline", "21614": "landline", "21211": "unreachable" };
/** A handset that nobody knows may be switched off for long: only the second time in a row counts. */
export const REPEATED_CODE = "30005";

export function reachBy({ state, errorCode }: Standing, hasFailedSoBefore: boolean): Reach | null {
  if (state === "delivered") return "ok";
  if (state !== "undelivered" || errorCode === null) return null;
  return REACH_OF[errorCode] ?? (errorCode === REPEATED_CODE && hasFailedSoBefore ? "unreachable" : null);
}

/** Who is answered, and in which words. `contact`: where people answer. */
export type Voice = { brand: string; contact: string; askText: string; welcomeText: string };
/** `began`: since when they are stopped by their own word; `locales`: of what is known of their language, the best first. */
export type Heard = { replyId: string; number: string; meaning: ReplyMeaning; at: Date; locales: (string | null)[]; scopes: readonly Scope[]; isStopped: boolean; began: number | null };

export type Answer = { key: string; kind: (typeof REPLY_KINDS)[number]; source: "reply" | "optIn"; body: string; /** Words to which a yes would be given. */ asks: { scopes: Scope[]; disclosure: Disclosure } | null };

/** Somebody's machine may answer ours: within so long it is told once. */
const HELP_EVERY_MS = minutes(5);
const ASK_EVERY_MS = hours(1);

export function answerTo({ replyId, number, meaning, at, locales, scopes, isStopped, began }: Heard, { brand, contact, askText, welcomeText }: Voice): Answer | null {
  if (isStopped && meaning !== "optOut") return null;
  const locale = locales.find((each) => each !== null) ?? null;
  const language = languageOf(locale);
  const words = (kind: Parameters<typeof replyText>[0], cart: boolean) => replyText(kind, { brand, support: contact, cart, language });
  const turn = (everyMs: number) => Math.floor(at.getTime() / everyMs);
  switch (meaning) {
    case "optOut":
      // However often they write it, one stop is confirmed once.
      return began === null ? null : { key: `reply/stop/${number}/${began}`, kind: "stop", source: "reply", body: words("stop", false), asks: null };
    case "help":
      return { key: `reply/help/${number}/${turn(HELP_EVERY_MS)}`, kind: "help", source: "reply", body: words("help", false), asks: null };
    case "confirmed":
    case "restarted":
      return { key: `reply/welcome/${replyId}`, kind: "optIn", source: "reply", body: welcomeText || words("welcome", scopes.includes("cartReminders")), asks: null };
    case "joined": {
      const body = askText || words("confirm", true);
      // The merchant's own words may not name cart reminders, which is what they need.
      return { key: `reply/ask/${number}/${turn(ASK_EVERY_MS)}`, kind: "optIn", source: "optIn", body, asks: { scopes: askText ? ["marketing"] : ["marketing", "cartReminders"], disclosure: wordsShown(body, language) } };
    }
    case "suspected":
    case "optIn":
    case "none":
      return null;
    default:
      return meaning satisfies never;
  }
}

const wordsShown = (text: string, locale: Language): Disclosure => ({ version: `text-${createHash("sha256").update(text).digest("hex").slice(0, 16)}`, text, locale });

/** When the stop began that holds by their own word; null where none does. Lines in any order. */
export function stopBegan(entries: readonly BareEntry[]): number | null {
  return entries.toSorted((one, other) => one.at - other.at).reduce<number | null>((began, { kind, source, at, ...entry }) => {
    if ((kind === "optedIn" || kind === "confirmed") && source === "keyword") return null;
    return kind === "stopped" && "by" in entry && entry.by === "reply" ? (began ?? at) : began;
  }, null);
}
