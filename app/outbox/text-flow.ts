// What the run of a flow hears of its text (flows/ledger.ts), as it was asked for.
import type { Reason, Verdict } from "../messages/gate/reasons.ts";
import type { TextRow } from "./text-row.ts";
import type { TextFate } from "./text.ts";

/** Nothing about the text itself is wrong. */
export const SENDERS_REASONS: readonly Reason[] = ["senderPaused", "senderUnregistered"];

export type Answer = { kind: "answer"; key: string; fence: number; verdict: "sent" | "defer" | "skip" | "halt"; reason: string; at: number; until: number | null };
export type RunToldOf = { run: string; heard: Answer | { kind: "resume"; overdue: "go"; at: number } };

type Asked = Pick<TextRow, "key" | "runId" | "asked">;

function told({ key, runId, asked }: Asked, answer: Omit<Answer, "kind" | "key" | "fence">): RunToldOf[] {
  const own = `flow/${runId}/`;
  return runId === null || asked === null || !key.startsWith(own) ? [] : [{ run: runId, heard: { kind: "answer", key: key.slice(own.length), fence: asked, ...answer } }];
}

/** What the gate said; of a text that goes the run hears once it has gone. */
export const toldOfGate = (row: Asked, { verdict, reason, until }: { verdict: Verdict; reason: Reason; until: number | null }, now: Date): RunToldOf[] =>
  verdict === "send" ? [] : told(row, { verdict, reason, at: now.getTime(), until: verdict === "defer" ? until : null });

/** What became of it. One that may have gone counts as gone: nobody sends it again. What surely did not go and is offered again is not decided yet. */
export function toldOfFate(row: Asked, fate: TextFate, handedAt: Date): RunToldOf[] {
  switch (fate.state) {
    case "sent": return told(row, { verdict: "sent", reason: "allowed", at: handedAt.getTime(), until: null });
    case "doubt": return told(row, { verdict: "sent", reason: "doubt", at: handedAt.getTime(), until: null });
    case "failed": return told(row, { verdict: "skip", reason: "providerRefused", at: handedAt.getTime(), until: null });
    case "due": case "leased": return [];
    default: return fate satisfies never;
  }
}
