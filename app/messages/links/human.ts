// Whether a click was a person's or a machine's: previews of phones, scanners of carriers and mail, prefetching browsers.
// Every click is kept as it came, with what was thought of it and by which version of these rules; reports, attribution
// and flows count people. In doubt it is a machine where something else than the doubt speaks for it, else a person.
import { isbot } from "isbot";
import { seconds } from "../../lib/time.ts";

/** Written beside each click; changed whenever a rule or isbot changes. */
export const CLASSIFIER_VERSION = "1/isbot-5.2.3";

export type Click = {
  method: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  at: Date;
  /** When the text was handed to the provider, and when the carrier said it had arrived; null where nobody said. */
  sentAt: Date | null;
  deliveredAt: Date | null;
  /** Codes of other recipients that were asked for from the same address within 60 s before this. */
  otherCodes: number;
  /** The address lies where machines live (scanners.ts, or a better list). */
  isMachineRoom: boolean;
  /** The landing page has told us of the visit, with this code. */
  isConfirmed: boolean;
};

export type Rule = "method" | "prefetch" | "noAgent" | "agent" | "headers" | "early" | "burst" | "sharedAddress" | "confirmed" | "none";

/** `score`: 0 a person, 1 a machine; from 0.5 it is a machine's. `rule`: what decided it. */
export type Judgement = { isHuman: boolean; score: number; rule: Rule; version: string };

export function judgeClick(click: Click): Judgement {
  const [rule, score] = decide(click);
  return { isHuman: score < MACHINE_MIN, score, rule, version: CLASSIFIER_VERSION };
}

const MACHINE_MIN = 0.5;

/** Phones need longer to show a text than this, and people to read it. */
const EARLY_MS = seconds(3);
const BURST_CODES = 4;

function decide({ method, headers, at, sentAt, deliveredAt, otherCodes, isMachineRoom, isConfirmed }: Click): [Rule, number] {
  if (method.toUpperCase() !== "GET") return ["method", 1];
  if (isPrefetch(headers)) return ["prefetch", 1];
  const agent = headers["user-agent"]?.trim() ?? "";
  if (agent === "") return ["noAgent", 1];
  if (isbot(agent) || MACHINES.test(agent)) return ["agent", 1];
  // A machine that looks like a browser runs no page; from here on the landing page's word is better than any guess.
  if (isConfirmed) return ["confirmed", 0];
  if (otherCodes >= BURST_CODES && isMachineRoom) return ["burst", 0.95];
  if (isEarly(at, sentAt, deliveredAt)) return ["early", 0.8];
  if (headers["accept-language"] === undefined && !headers["accept"]?.includes("text/html")) return ["headers", 0.7];
  // People of one carrier or office come from one address.
  if (otherCodes >= BURST_CODES) return ["sharedAddress", 0.3];
  return ["none", isMachineRoom ? 0.2 : 0];
}

/** What isbot 5 lets pass: libraries that open addresses for apps, and scanners by their makers' names. */
const MACHINES = /\bDalvik\/|\bCFNetwork\/|\(compatible;(?! MSIE)|\b(proofpoint|mimecast|barracuda|trendmicro|forcepoint)/i;

function isPrefetch(headers: Click["headers"]): boolean {
  const says = (name: string, word: RegExp) => word.test(headers[name] ?? "");
  return says("sec-purpose", /prefetch|prerender/i) || says("purpose", /prefetch|preview/i) || says("x-purpose", /preview|prefetch/i) || says("x-moz", /prefetch/i);
}

/** Before the carrier's receipt is before the phone had it; without a receipt the provider's own instant must do. */
function isEarly(at: Date, sentAt: Date | null, deliveredAt: Date | null): boolean {
  const from = deliveredAt ?? sentAt;
  return from !== null && at.getTime() - from.getTime() < EARLY_MS;
}
