// What was told of a person, in words: what they did and what it was about, and below it what came along.
import { formatMoney } from "#app/lib/money.ts";
import type { EventKind } from "#app/customers/event-kind.ts";
import { KIND_WORDS } from "#app/segments/event-words.ts";
import { unsentWords } from "#app/segments/unsent.ts";
import { formatCount, formatPlural } from "../format.ts";

export type ToldMoment = {
  kind: EventKind;
  title: string | null;
  text: string | null;
  campaign: string | null;
  quantity: number | null;
  props: Record<string, string | number | boolean> | null;
};

/** These are somebody's own words; a path, a link or a topic is none. */
const QUOTED: readonly EventKind[] = ["searched", "smsReplied", "smsOptedIn", "smsOptedOut"];
const PROPS_MAX = 5;
/** Of texts, numbers of ours and of providers: they say nothing to a person. */
const NUMBERS: readonly string[] = ["text", "messageId"];
const isTelling = (property: string, value: string | number | boolean, campaign: string | null) =>
  !NUMBERS.includes(property) && !(property === "flow" && value === campaign) && !(property === "picture" && value === false);

/** `name`: of a custom event. */
export function eventMoment({ kind, title, text, campaign, quantity, props }: ToldMoment, name: string | null, amount: { minor: number | null; currency: string }): { said: string; below: string | null } {
  const about = title ?? (text === null ? null : wordsOf(kind, text));
  const facts = [about, counted(kind, quantity), amount.minor === null ? null : formatMoney(amount.minor, amount.currency)].filter((fact) => fact !== null);
  const label = name ?? KIND_WORDS[kind].label;
  const given = Object.entries(props ?? {}).filter(([property, value]) => !kind.startsWith("sms") || isTelling(property, value, campaign));
  const more = given.length > PROPS_MAX ? [`and ${given.length - PROPS_MAX} more`] : [];
  const below = [
    ...(title !== null && text !== null ? [text] : []),
    ...(campaign === null ? [] : [campaign]),
    ...given.slice(0, PROPS_MAX).map(([property, value]) => `${property}: ${propertyWords(value)}`),
    ...more,
  ];
  return { said: facts.length > 0 ? `${label}: ${facts.join(", ")}` : label, below: below.length > 0 ? below.join(" · ") : null };
}

function wordsOf(kind: EventKind, text: string): string {
  if (QUOTED.includes(kind)) return `“${text}”`;
  if (kind === "preferencesChosen") return text === "" ? "texts about everything" : `no texts about ${text.replaceAll("\n", ", ")}`;
  return kind === "smsSkipped" || kind === "smsDeferred" ? unsentWords(text) : text;
}

function counted(kind: EventKind, quantity: number | null): string | null {
  if (quantity === null) return null;
  switch (kind) {
    case "reviewLeft": return formatPlural(quantity, "star");
    case "pointsEarned": case "pointsSpent": return formatPlural(quantity, "point");
    case "surveyAnswered": case "ticketClosed": return `rated ${formatCount(quantity)}`;
    default: return `${formatCount(quantity)} ×`;
  }
}

const propertyWords = (value: string | number | boolean) => (typeof value === "boolean" ? (value ? "yes" : "no") : typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 6 }) : value);

/** What the timeline can be narrowed to: the kinds that this person has, under their headings. */
export function shownChoices(kinds: readonly EventKind[]) {
  const groups = [...new Set(kinds.map((kind) => KIND_WORDS[kind].group))];
  return [
    { label: "Everything", value: "" },
    { label: "Orders and refunds", value: "orders" },
    { label: "Texts from you", value: "texts" },
    { label: "Segments", value: "segments" },
    ...(kinds.length > 0 ? [{ label: "All events", value: "events" }] : []),
    ...groups.map((group) => ({ title: group, options: kinds.filter((kind) => KIND_WORDS[kind].group === group).map((kind) => ({ label: KIND_WORDS[kind].label, value: kind })) })),
  ];
}

const TEXT_STATES: Record<string, string> = { sent: "Was sent a text", delivered: "Got a text", undelivered: "A text did not arrive", failed: "A text failed", doubt: "May have got a text" };

/** By how the text stands. */
export const textMoment = (state: string | null): string => TEXT_STATES[state ?? ""] ?? "A text is on its way";
