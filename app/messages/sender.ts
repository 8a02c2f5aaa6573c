// The sender of a shop's texts, as the gate is told of it.
import type { PlatformId } from "../platforms/adapter.ts";
import { CAPABILITIES } from "../platforms/capabilities.ts";
import type { ConnectionState } from "../platforms/connection.ts";
import type { Message, MessageClass } from "./gate/facts.ts";

export type Sending = { platform: PlatformId; state: ConnectionState; isPaused: boolean; /** The carriers take nothing from it. */ isRefused: boolean };

/** Where Postscript sends at all. */
const REACHED: Readonly<Partial<Record<PlatformId, readonly string[]>>> = { postscript: ["US", "CA", "PR", "VI", "GU", "AS", "MP"] };

/** Answers that the law asks for go while the merchant has paused everything else. */
export function senderOf(sending: Sending | null, kind: MessageClass, country: string | null): Message["sender"] {
  if (!sending || CAPABILITIES[sending.platform].send === null || sending.state === "ended" || sending.state === "ending" || sending.isRefused) return "unregistered";
  if (sending.state === "paused" || (sending.isPaused && kind !== "reply")) return "paused";
  const reached = REACHED[sending.platform];
  return reached && country !== null && !reached.includes(country) ? "cannotReach" : "ready";
}
