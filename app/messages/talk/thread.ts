// Conversations by text: what the inbox lists, what one of them shows, and what a merchant may do in it. In the browser, too.
import { z } from "zod";
import { NumberHash } from "../../consent/number.ts";
import type { ConsentState } from "../../consent/grant.ts";
import { Reason } from "../compliance/block.ts";
import { partsOf, TEXT_MAX } from "../text/parts.ts";

export const THREAD_FILTERS = ["all", "unread", "review"] as const;
export const ThreadFilter = z.enum(THREAD_FILTERS).catch("all");
export type ThreadFilter = z.infer<typeof ThreadFilter>;

/** As an address names it. */
export const requireNumber = (text: string | undefined): NumberHash | null => NumberHash.safeParse(text).data ?? null;

/** `token`: made with the page, so that a second click sends nothing more. */
export const ThreadAct = z.discriminatedUnion("act", [
  z.object({ act: z.literal("answer"), text: z.string().trim().min(1, "Write something first.").max(TEXT_MAX, `At most ${TEXT_MAX} characters.`), token: z.uuid() }),
  z.object({ act: z.literal("read") }),
  z.object({ act: z.literal("unread") }),
  z.object({ act: z.literal("review"), replyId: z.string().regex(/^[1-9]\d{0,18}$/), verdict: z.enum(["stop", "fine"]) }),
  z.object({ act: z.enum(["optOut", "block"]), reason: Reason }),
]);
export type ThreadAct = z.infer<typeof ThreadAct>;

/** "42 characters, 1 part"; what costs more than it looks is said. */
export function lengthWords(text: string): string {
  const { parts, encoding, room } = partsOf(text);
  const count = (number: number, one: string) => `${number} ${one}${number === 1 ? "" : "s"}`;
  const why = encoding === "UCS-2" ? ", because of a sign outside the usual ones" : "";
  return `${count(text.length, "character")}, ${count(parts, "part")}${why} (${room} left in it)`;
}

export type ConsentLine = { label: string; words: string; tone: "success" | "attention" | "critical" | null };

const WORDS = { subscribed: ["agreed", "success"], pending: ["asked, not confirmed yet", "attention"], unsubscribed: ["opted out", "critical"], none: ["never asked", null] } as const;
const SCOPES = [["marketing", "Promotional texts"], ["cartReminders", "Cart reminders"], ["transactional", "Service texts"]] as const;
const STOPPED = { reply: "They wrote STOP.", provider: "They told the carrier STOP.", complaint: "They complained.", merchant: "You blocked this number.", litigator: "The number is on a list of litigators." } as const;

/** Service needs no yes; only a no counts. */
export const consentLines = ({ consent }: ConsentState): ConsentLine[] => SCOPES.map(([scope, label]): ConsentLine => {
  const { state, isDouble } = consent[scope];
  if (scope === "transactional" && state === "none") return { label, words: "allowed", tone: null };
  const [words, tone] = WORDS[state];
  return { label, words: state === "subscribed" && isDouble ? "agreed and confirmed" : words, tone };
});

export const stopWords = ({ stop }: ConsentState): string | null => (stop ? STOPPED[stop.by] : null);
