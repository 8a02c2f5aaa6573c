// What a carrier tells of a text that we sent, as it waits for the pump `hear`.
import type { PlatformEvent, PlatformEventKind } from "../platforms/adapter.ts";
import type { Told } from "./platform-facts.ts";

/** Later ones hold more: what was delivered was sent. */
export const RECEIPT_STATUSES = ["sent", "undelivered", "delivered"] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

export type Receipt = { key: string; providerId: string; status: ReceiptStatus; errorCode: string | null; at: Date };

const STATUS_OF: Readonly<Partial<Record<PlatformEventKind, ReceiptStatus>>> = { smsSent: "sent", smsDelivered: "delivered", smsFailed: "undelivered" };
const WORD_CHARS_MAX = 200;

export const receiptsIn = ({ events }: Pick<Told, "events">, instantOf: (event: PlatformEvent) => Date): Receipt[] => events.flatMap((event): Receipt[] => {
  const status = STATUS_OF[event.kind];
  if (status === undefined || event.messageId === null) return [];
  return [{ key: event.key.slice(0, WORD_CHARS_MAX), providerId: event.messageId.slice(0, WORD_CHARS_MAX), status, errorCode: event.errorCode?.slice(0, WORD_CHARS_MAX) ?? null, at: instantOf(event) }];
});
