// What is written on a text's row once the gate has spoken.
import { HELD_UNTIL } from "../messages/campaigns/campaign-texts.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import type { Decided } from "./text-decide.ts";
import type { TextRow } from "./text-row.ts";

export type Settled = {
  textId: string; decisionId: string | null; state: "due" | "leased" | "skipped" | "halted" | "cancelled"; reason: string | null; dueAt: Date | null;
  connectionId: number | null; progress: string | null; body: string | null; media: string | null; parts: number | null; micros: number | null; sentAt: Date | null; until: Date | null;
};

const NOTHING = { decisionId: null, reason: null, dueAt: null, connectionId: null, progress: null, body: null, media: null, parts: null, micros: null, sentAt: null, until: null };

export const cancelled = ({ textId }: TextRow): Settled => ({ ...NOTHING, textId, state: "cancelled" });
/** Its campaign or its flow stands still. */
export const held = ({ textId }: TextRow): Settled => ({ ...NOTHING, textId, state: "due", dueAt: HELD_UNTIL });
/** For something that is being made for it. */
export const waiting = ({ textId }: TextRow, at: Date): Settled => ({ ...NOTHING, textId, state: "due", dueAt: at });

export type Lease = { connection: ConnectionId; progress: unknown; now: Date; until: Date };

/** `lease` stands with a text that goes, and with no other. */
export function settledBy({ of: { row, words }, decision }: Decided, decisionId: string | null, lease: Lease | null): Settled {
  const told = { ...NOTHING, textId: row.textId, decisionId, reason: decision.reason };
  switch (decision.verdict) {
    case "send":
      if (!lease) return { ...told, state: "halted", reason: "senderUnregistered" };
      return {
        ...told, state: "leased", connectionId: lease.connection, progress: JSON.stringify(lease.progress ?? null), body: words.text, media: words.media, parts: words.parts, micros: words.micros,
        sentAt: lease.now, until: lease.until,
      };
    case "defer":
      // The run of a flow asks again when the time has come.
      return { ...told, state: "due", dueAt: row.runId === null ? new Date(decision.until ?? 0) : HELD_UNTIL };
    case "skip":
      return { ...told, state: "skipped" };
    case "halt":
      return { ...told, state: "halted" };
    default:
      return decision.verdict satisfies never;
  }
}
