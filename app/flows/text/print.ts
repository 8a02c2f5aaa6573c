// Any part of a flow as text: what has a kind begins with it, the rest stands between brackets by name, and what goes
// without saying is left out. Conditions are in the segments' own text form.
import type { Filter, Node } from "../../segments/definition.ts";
import { quote } from "../../segments/text/lex.ts";
import { UNITS } from "../../segments/text/names.ts";
import { printNode, whereText } from "../../segments/text/print.ts";
import type { Unit } from "../../segments/shape.ts";

type Json = Readonly<Record<string, unknown>>;

const TOLD = { own: false, whereAny: false, where: [] };
/** What the shape fills in where nothing is said, by kind. */
const UNSAID: Readonly<Record<string, Json>> = {
  entry: { recheck: "never", key: "person", again: "ignore", control: 0, priority: 50, over: "end", then: "finish" },
  segment: { organic: true }, keyword: { match: "is" }, stock: { order: "firstAsked", views: 1 }, schedule: { zone: "shop" }, date: { zone: "person", at: "10:00" }, prediction: { margin: 5, runs: 2 },
  send: { to: "person", expires: { n: 24, unit: "hour" }, onSkip: "goOn", spacing: "kept", picks: 0 },
  own: { class: "marketing", scope: "marketing", language: "en" },
  coupon: { once: true }, experiment: { effect: 10, within: { n: 7, unit: "day" }, stop: "decided", winner: "asked" },
  "wait.span": { from: "here" }, "wait.hour": { zone: "person", today: true }, "wait.window": { zone: "person" }, "wait.date": { zone: "person", days: 0, at: "10:00" },
  "wait.event": { since: "here" }, "wait.bestHour": { fallback: "11:00" }, "wait.delivery": { parcels: "all" },
  goal: { since: "entry" }, rfm: { gap: { n: 30, unit: "day" } },
};

/** These must be said even if they are nothing, or not so. */
const SAID = new Set(["otherwise", "organic", "once", "today"]);
const RESERVED = new Set(["yes", "no", "none"]);
const WORD = /^[A-Za-z](?:[\w$-]|\.(?=[\w$-]))*$/;

export function valueText(value: unknown): string {
  if (typeof value === "string") return WORD.test(value) && !RESERVED.has(value) ? value : quote(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return `{${value.map(valueText).join(", ")}}`;
  return objectText(value as Json);
}

function objectText(value: Json): string {
  const span = spanText(value);
  if (span !== null) return span;
  const kind = typeof value.kind === "string" ? kindOf(value) : "";
  return `${kind}(${pairs(value, kind).join(", ")})`;
}

export function kindOf({ kind, how, by }: Json): string {
  if (kind === "wait") return `wait.${String(how)}`;
  return kind === "branch" ? `branch.${String(by)}` : String(kind);
}

const isKindKey = (kind: string, key: string) => key === "kind" || (kind.startsWith("wait.") && key === "how") || (kind.startsWith("branch.") && key === "by");

/** `kind`: of which the unsaid is known. */
export function pairs(value: Json, kind: string, without: readonly string[] = []): string[] {
  return Object.entries(value).flatMap(([key, each]) => {
    if (isKindKey(kind, key) || without.includes(key) || isUnsaid(value, key, each, kind)) return [];
    if (key === "when") return [`when ${printNode(each as Node)}`];
    if (key === "where") return [whereText({ where: each as Filter[], whereAny: value.whereAny === true }).trim()];
    return [`${key} ${valueText(each)}`];
  });
}

function isUnsaid(whole: Json, key: string, value: unknown, kind: string): boolean {
  if (value === undefined) return true;
  const unsaid = UNSAID[kind]?.[key];
  if (unsaid !== undefined) return JSON.stringify(unsaid) === JSON.stringify(value);
  if (key === "whereAny") return value === false || (Array.isArray(whole.where) && whole.where.length > 1);
  if (key in TOLD && (value === false || (Array.isArray(value) && value.length === 0))) return true;
  return !SAID.has(key) && (value === null || value === false || (Array.isArray(value) && value.length === 0));
}

function spanText(value: Json): string | null {
  const { n, unit } = value;
  return typeof n === "number" && typeof unit === "string" && Object.keys(value).length === 2 ? `${n} ${UNITS[unit as Unit]}` : null;
}
