// A coupon as the form has it, in words and days, and as it is kept: money in minor units, days as instants in the shop's
// zone. Problems lead to the form's fields.
import { z } from "zod";
import { toMinor } from "../../lib/money.ts";
import type { Problem } from "../../lib/problem.ts";
import { dayFromText, dayOf, dayText, startOfDay } from "../../segments/calendar.ts";
import { NewCoupon } from "./coupon.ts";

const Text = z.string().max(200);
export const CouponDraft = z.object({
  name: Text, kind: z.enum(["percent", "amount", "freeShipping"]), value: Text, minimum: Text, endsOn: Text, isOnce: z.boolean(), word: Text,
});
export type CouponDraft = z.infer<typeof CouponDraft>;

export const emptyDraft = (): CouponDraft => ({ name: "", kind: "percent", value: "", minimum: "", endsOn: "", isOnce: true, word: "" });

type Where = { currency: string; zone: string; now: Date };

/** "Spring sale" → SPRING: what a coupon's codes begin with, where the merchant names nothing else. */
export const wordFor = (name: string): string => name.toUpperCase().normalize("NFKD").replace(/[^A-Z0-9 ]/g, "").split(" ").find((word) => word.length >= 2)?.slice(0, 12) ?? "SAVE";

export function readCouponDraft(draft: CouponDraft, { currency, zone, now }: Where): { coupon: NewCoupon } | { problems: Problem[] } {
  const problems: Problem[] = [];
  const refuse = (field: keyof CouponDraft, message: string): null => {
    problems.push({ path: [field], message });
    return null;
  };
  const saving = savingIn(draft, currency);
  if (Object.values(saving).includes(null)) refuse("value", draft.kind === "percent" ? "Write a whole number, such as 20." : "Write an amount, such as 10.00.");
  const minimumMinor = draft.minimum.trim() === "" ? null : (toMinor(draft.minimum, currency) ?? refuse("minimum", "Write an amount, such as 50.00, or leave it empty."));
  const word = draft.word.trim() === "" ? wordFor(draft.name) : draft.word.trim().toUpperCase();
  const read = NewCoupon.safeParse({ name: draft.name, settings: { saving, minimumMinor, startsAt: now.toISOString(), endsAt: endOf(draft.endsOn.trim(), { zone, now }, refuse), isOnce: draft.isOnce, word } });
  if (!read.success) problems.push(...read.error.issues.map(({ path, message }) => ({ path: [fieldOf(path)], message })).filter(({ path }) => !problems.some((known) => known.path[0] === path[0])));
  return read.success && problems.length === 0 ? { coupon: read.data } : { problems };
}

function savingIn({ kind, value }: CouponDraft, currency: string) {
  switch (kind) {
    case "percent": return { kind, percent: numberIn(value.replace(/\s*%$/, "")) };
    case "amount": return { kind, minor: toMinor(value, currency) };
    case "freeShipping": return { kind };
    default: return kind satisfies never;
  }
}

/** The day's end: its last day is a day on which it holds. */
function endOf(endsOn: string, { zone, now }: Pick<Where, "zone" | "now">, refuse: (field: "endsOn", message: string) => null): string | null {
  if (endsOn === "") return null;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(endsOn) ? dayFromText(endsOn) : Number.NaN;
  if (!Number.isFinite(day) || dayText(day) !== endsOn) return refuse("endsOn", "Choose a day, or leave it empty.");
  if (day < dayOf(now.getTime(), zone)) return refuse("endsOn", "That day is over.");
  return new Date(startOfDay(day + 1, zone)).toISOString();
}

const numberIn = (text: string): number | null => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : null);

const FIELDS: Readonly<Record<string, keyof CouponDraft>> = { name: "name", saving: "value", minimumMinor: "minimum", endsAt: "endsOn", word: "word" };
const fieldOf = (path: readonly PropertyKey[]): keyof CouponDraft => FIELDS[String(path[0] === "settings" ? path[1] : path[0])] ?? "name";
