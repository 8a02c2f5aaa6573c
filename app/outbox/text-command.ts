// How a text looks to a platform's adapter, and which of the platform's limits it draws on.
import { later } from "../lib/time.ts";
import { HANDED_WITHIN_MS } from "../messages/person-text.ts";
import type { Adapter, Credentials, PlatformCommand } from "../platforms/adapter.ts";
import type { TextRow } from "./text-row.ts";

export type SendCommand = Extract<PlatformCommand, { kind: "send" }>;

type Asked = { row: Pick<TextRow, "textId" | "class">; phone: string; text: string; media: string | null; callback: string | null; /** Since when it may have been handed over. */ at: Date };

/** What is no promotion is an answer or a service to them. */
export const sendCommand = ({ row, phone, text, media, callback, at }: Asked): SendCommand => ({
  kind: "send", key: row.textId, person: { phone, email: null, platformId: null }, body: text, category: row.class === "marketing" ? "promotional" : "transactional", callback, media, at: at.toISOString(), until: later(at, HANDED_WITHIN_MS).toISOString(),
});

const ANYBODY = { row: { textId: "0", class: "marketing" as const }, phone: "+12025550123", text: "-", media: null, callback: null, at: new Date(0) };

/** Null: it does not begin with a request. */
export function budgetOf(adapter: Adapter, credentials: Credentials): string | null {
  const step = adapter.begin(sendCommand(ANYBODY), credentials);
  return step.kind === "call" ? step.request.budget : null;
}
