// A condition of Klaviyo's in short, to be told apart from the others: whatever is in it, known or not.
import { z } from "zod";
import type { Known } from "./mapped.ts";

const Loose = z.looseObject({ type: z.string().optional() });
const WORDS_MAX = 160;
const DEPTH_MAX = 10;
/** In the order in which they read best. */
const KEYS = ["metric_id", "property", "dimension", "measurement", "predicted_channel", "channel", "can_receive_marketing", "subscription", "is_member", "in_region", "region", "group_ids", "country_code", "postal_code", "operator", "value", "start", "end", "quantity", "date", "unit", "field", "method"];

export function conditionWords(raw: unknown, { metrics }: Known): string {
  const read = Loose.safeParse(raw);
  if (!read.success) return "Not a condition";
  const words = [read.data.type ?? "No type", ...wordsIn(read.data, metrics, DEPTH_MAX)].join(" ");
  return words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX)}…` : words;
}

function wordsIn(value: unknown, metrics: Known["metrics"], depth: number): string[] {
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === "object" ? wordsIn(each, metrics, depth - 1) : [String(each)]));
  if (typeof value !== "object" || value === null) return [];
  const rank = (key: string) => (KEYS.includes(key) ? KEYS.indexOf(key) : KEYS.length);
  return Object.entries(value).toSorted(([a], [b]) => rank(a) - rank(b)).flatMap(([key, each]) => {
    if (key === "type" || each === null) return [];
    if (typeof each === "object") return wordsIn(each, metrics, depth - 1);
    if (key === "metric_id" && typeof each === "string") return [Object.hasOwn(metrics, each) ? `“${metrics[each]}”` : `“${each}”`];
    return KEYS.includes(key) ? [typeof each === "boolean" ? `${key}=${each}` : String(each)] : [];
  });
}
