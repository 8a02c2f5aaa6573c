// The form of texting settings: what the merchant sends, and the settings as they are then. What is decided elsewhere
// (countries, bans, limits of segments, the pause) stays as it is.
import { z } from "zod";
import type { Week } from "../../consent/week.ts";
import { toMinor } from "../../lib/money.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { days, hours } from "../../lib/time.ts";
import { Spans } from "../gate/facts.ts";
import { missingSentence, missingWords } from "../opt-in/opt-in-words.ts";
import { TextSettings } from "./text-settings.ts";

const Text = z.string().max(2_000);
const Cap = z.strictObject({ max: z.int().min(1, "Give a number from 1.").max(100, "At most 100."), hours: z.int().min(1).max(24 * 365) });

/** `spend`: US dollars as they are typed; empty for no limit. */
export const TextForm = z.strictObject({
  brand: Text, contact: Text, sender: z.int().positive().nullable(),
  profile: z.enum(["standard", "strict"]), hours: Spans.nullable(), cap: Cap.nullable(), needsProof: z.boolean(),
  linkHost: Text, hosts: z.array(Text).max(100),
  spend: z.strictObject({ day: Text, month: Text }),
  smart: z.boolean(), askText: Text, welcomeText: Text,
});
export type TextForm = z.infer<typeof TextForm>;

const HOUR_MS = hours(1);
const MICROS_PER_CENT = 10_000;

export const formOf = ({ brand, contact, sender, gate, linkHost, hosts, spend, smart, optIn }: TextSettings): TextForm => ({
  brand, contact: contact ?? "", sender,
  profile: gate.profile, hours: gate.hours, cap: gate.brand && { max: gate.brand.max, hours: Math.max(1, Math.round(gate.brand.windowMs / HOUR_MS)) }, needsProof: gate.needsProof,
  linkHost: linkHost ?? "", hosts,
  spend: { day: dollars(spend.dayMicros), month: dollars(spend.monthMicros) },
  smart, askText: optIn.askText, welcomeText: optIn.welcomeText,
});

/** `senders`: the connections that can send texts. */
export function settingsAfter(before: TextSettings, form: TextForm, senders: readonly number[]): { settings: TextSettings } | { problems: Problem[] } {
  const [day, month] = [micros(form.spend.day), micros(form.spend.month)];
  const problems = [...wrongIn(form, senders), ...wrongSpend(day, month)];
  const read = TextSettings.safeParse({
    ...before,
    brand: form.brand, contact: form.contact.trim() || null, sender: form.sender,
    gate: { ...before.gate, profile: form.profile, hours: form.hours, brand: form.cap && { max: form.cap.max, windowMs: form.cap.hours * HOUR_MS }, needsProof: form.needsProof },
    linkHost: form.linkHost.trim() || null, hosts: form.hosts,
    spend: { dayMicros: day === "unreadable" ? null : day, monthMicros: month === "unreadable" ? null : month },
    smart: form.smart, optIn: { isDouble: true, askText: form.askText, welcomeText: form.welcomeText },
  });
  // By the names of the form's fields.
  const own = read.success ? [] : problemsOf(read.error).map(({ path, message }) => ({ path: path[0] === "optIn" ? path.slice(1) : path[0] === "gate" ? path.slice(1) : path, message }));
  if (problems.length + own.length > 0 || !read.success) return { problems: [...problems, ...own] };
  return { settings: read.data };
}

function wrongIn({ brand, sender, hours: week, askText, welcomeText }: TextForm, senders: readonly number[]): Problem[] {
  const [ask, welcome] = [missingWords("ask", askText, brand), missingWords("welcome", welcomeText, brand)];
  return [
    ...(brand.trim() === "" ? [{ path: ["brand"], message: "Enter the name that your texts begin with." }] : []),
    ...(sender !== null && !senders.includes(sender) ? [{ path: ["sender"], message: "This connection cannot send texts, or is gone." }] : []),
    ...(week !== null && !isWeek(week) ? [{ path: ["hours"], message: "Leave at least one hour of the week open, each day from an earlier hour to a later one." }] : []),
    ...(ask.length > 0 ? [{ path: ["askText"], message: missingSentence(ask) }] : []),
    ...(welcome.length > 0 ? [{ path: ["welcomeText"], message: missingSentence(welcome) }] : []),
  ];
}

const WEEK_MINUTES = days(7) / 60_000;

/** Sorted, apart, within the week. */
const isWeek = (week: Week) => week.length > 0 && week.every(([from, to], i) => from < to && to <= WEEK_MINUTES && from >= (week[i - 1]?.[1] ?? 0));

function wrongSpend(day: number | "unreadable" | null, month: number | "unreadable" | null): Problem[] {
  const unreadable = (field: string, read: number | "unreadable" | null) => (read === "unreadable" ? [{ path: ["spend", field], message: "Enter an amount of dollars, such as 50 or 49.90, or leave it empty." }] : []);
  const isTurned = typeof day === "number" && typeof month === "number" && day > month;
  return [...unreadable("day", day), ...unreadable("month", month), ...(isTurned ? [{ path: ["spend", "day"], message: "A day cannot have more than its month." }] : [])];
}

function micros(typed: string): number | "unreadable" | null {
  const text = typed.trim().replace(/^\$\s*/, "");
  if (text === "") return null;
  const cents = toMinor(text.replace(/,(?=\d{3}\b)/g, ""), "USD");
  return cents === null || cents < 0 ? "unreadable" : cents * MICROS_PER_CENT;
}

const dollars = (micros: number | null) => (micros === null ? "" : (micros / 1_000_000).toFixed(2).replace(/\.00$/, ""));
