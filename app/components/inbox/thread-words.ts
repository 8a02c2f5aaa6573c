// How a conversation reads: who it is with, what a line of it says besides its words.
import type { ReplyMeaning } from "#app/inbox/reply.ts";
import { isReason, reasonOf } from "#app/messages/gate/reasons.ts";
import { customerName } from "../customers/customer-name.ts";
import { formatPlural } from "../format.ts";

type Whom = { customerId: string | null; firstName: string | null; lastName: string | null; email: string | null; phone: string | null };

/** Their name, else their number. */
export function whomWords({ customerId, phone, ...named }: Whom): string {
  const number = phone ?? "Unknown number";
  if (customerId === null) return number;
  const name = customerName({ ...named, customerId });
  return name.startsWith("Customer ") ? number : name;
}

export function wroteWords({ body, pictures }: { body: string; pictures: number }): string {
  const with_ = pictures > 0 ? formatPlural(pictures, "picture") : "";
  return body === "" ? with_ || "The words are not kept any longer." : body;
}

type Written = { kind: "reply" | "text"; body: string | null; pictures: number; state: string | null };

/** The words of old ones are not kept (app/shops/prune-rows.server.ts). */
export function bodyWords({ kind, body, pictures, state }: Written): string {
  if (body) return body;
  if (kind === "text") return state === "due" || state === "leased" || state === "halted" ? "Its words are written when it goes." : "Its words are not kept any longer.";
  return pictures > 0 ? "" : "The words are not kept any longer.";
}

export type Tag = { words: string; tone?: "attention" | "critical" | "info" | "success" };

/** What a text of theirs was taken for. */
export function meaningTag(meaning: ReplyMeaning, review: "waiting" | "stop" | "fine" | null): Tag | null {
  if (review === "waiting") return { words: "May mean stop", tone: "attention" };
  switch (meaning) {
    case "optOut": return { words: "Opted out", tone: "critical" };
    case "suspected": return review === "stop" ? { words: "Read as stop", tone: "critical" } : review === "fine" ? { words: "Looked at: not a stop" } : null;
    case "help": return { words: "Asked for help" };
    case "confirmed": return { words: "Confirmed the sign-up", tone: "success" };
    case "restarted": return { words: "Opted in again", tone: "success" };
    case "joined": return { words: "Wants texts: asked to confirm", tone: "info" };
    case "optIn":
    case "none": return null;
    default: return meaning satisfies never;
  }
}

export type Got = { source: string | null; state: string | null; reason: string | null; errorCode: string | null; campaign: string | null };

const FROM: Readonly<Record<string, string>> = { reply: "Automatic answer", optIn: "Sign-up question", inbox: "You", test: "Test", flow: "Flow", campaign: "Campaign" };

export const fromWords = ({ source, campaign }: Got): string => (campaign ? `Campaign “${campaign}”` : (FROM[source ?? ""] ?? "Segue"));

/** What became of a text of ours. */
export function stateTag({ state, reason, errorCode }: Got): Tag {
  switch (state) {
    case "due": return { words: "Waiting to go", tone: "info" };
    case "leased": return { words: "On its way", tone: "info" };
    case "sent": return { words: "Sent" };
    case "delivered": return { words: "Delivered" };
    case "undelivered": return { words: errorCode ? `Not delivered (${errorCode})` : "Not delivered", tone: "critical" };
    case "failed": return { words: errorCode ? `Refused (${errorCode})` : "Refused", tone: "critical" };
    case "doubt": return { words: "Nobody knows whether it went", tone: "attention" };
    case "halted": return { words: `Held: ${because(reason)}`, tone: "attention" };
    case "skipped": return { words: `Not sent: ${because(reason)}`, tone: "attention" };
    case "cancelled": return { words: "Cancelled" };
    default: return { words: state ?? "" };
  }
}

const because = (reason: string | null) => (reason !== null && isReason(reason) ? reasonOf(reason).says.replace(/\.$/, "") : "the gate said no");
