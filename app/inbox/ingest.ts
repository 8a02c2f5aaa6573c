// What an inbox row means. An unreadable one is a sentence for the person who looks at it, without
// the payload's own words, which may be personal.
import type { Problem } from "../lib/problem.ts";
import { ADAPTERS, type Adapters } from "../platforms/adapters.ts";
import { readJson } from "../shopify/values.ts";
import { type Meaning as OfShopify, understand } from "../shopify/topics.ts";
import { EVENTS_TOPIC, understandBatch } from "./event-batch.ts";
import { isOfPlatform, type Understood as OfPlatform, understandDelivery } from "./platform-delivery.ts";

export type Row = { inboxId: string; topic: string; triggeredAt: Date; body: string | null };
export type Meaning = OfShopify | ({ kind: "platform" } & OfPlatform);
export type Understood = { row: Row; meaning: Meaning };
export type Unreadable = { inboxId: string; problem: string };

const PROBLEM_CHARS_MAX = 500;

export function ingest(rows: readonly Row[], adapters: Adapters = ADAPTERS): { understood: Understood[]; unreadable: Unreadable[] } {
  const understood: Understood[] = [];
  const unreadable: Unreadable[] = [];
  for (const row of rows) {
    const meaning = read(row, adapters);
    if (typeof meaning === "string") unreadable.push({ inboxId: row.inboxId, problem: meaning.slice(0, PROBLEM_CHARS_MAX) });
    else understood.push({ row, meaning });
  }
  return { understood, unreadable };
}

function read(row: Row, adapters: Adapters): Meaning | string {
  const payload = readJson(row.body ?? "");
  if (payload === undefined) return "It arrived damaged: what came is not JSON.";
  if (isOfPlatform(row.topic)) {
    const told = understandDelivery(payload, row.triggeredAt, adapters);
    return Array.isArray(told) ? told.map(({ message }) => `${message}.`).join(" ") : { kind: "platform", ...told };
  }
  const meaning = row.topic === EVENTS_TOPIC ? ofBatch(payload, row.triggeredAt) : understand(row.topic, payload, row.triggeredAt);
  if (!Array.isArray(meaning)) return meaning;
  return `The payload of ${row.topic} is not as we know it: ${meaning.map(({ path, message }) => `${path.join(".") || "it"} ${message}`).join("; ")}`;
}

function ofBatch(payload: unknown, toldAt: Date): OfShopify | Problem[] {
  const facts = understandBatch(payload, toldAt);
  return Array.isArray(facts) ? facts : { kind: "facts", facts };
}

/**
 * Before a shop is opened, and after it has gone, only its life and the law concern us: the import
 * brings everything else, and nobody's data is kept for a shop that has left.
 */
export const isHeard = (state: string, meaning: Meaning) => state === "active" || state === "paused" || (meaning.kind !== "facts" && meaning.kind !== "platform");
