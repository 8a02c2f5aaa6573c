// The preference page's form: what somebody chose, as its fields say it, and back. It narrows what consent allows; yes to
// anything more is said from the phone itself.
import { z } from "zod";
import { days } from "../lib/time.ts";
import { Preference } from "./preference.ts";
import { DailyHours, type Week } from "./week.ts";

/** How often at most. `shop`: as the shop writes, within what the law and its own limit allow. `kept`: what they have, and no field names. */
export const OFTEN = { shop: null, day: { max: 1, windowMs: days(1) }, week: { max: 1, windowMs: days(7) }, month: { max: 2, windowMs: days(30) } } as const;
export type Often = keyof typeof OFTEN | "kept";

export const oftenOf = ({ limit }: Preference): Often => {
  if (limit === null) return "shop";
  const found = Object.entries(OFTEN).find(([, each]) => each !== null && each.max === limit.max && each.windowMs === limit.windowMs);
  return (found?.[0] as Often | undefined) ?? "kept";
};

export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
const weekOf = (from: number, to: number): Week => DailyHours.parse({ from: clock(from), to: clock(to) });

/** The two hours of a day between which they want texts; null: at any time, or not the same hours each day. */
export function hoursOf({ hours }: Preference): { from: number; to: number } | null {
  if (hours === null) return null;
  const said = JSON.stringify(hours);
  for (const from of HOURS) for (const to of HOURS) if (from !== to && JSON.stringify(weekOf(from, to)) === said) return { from, to };
  return null;
}

const Hour = z.coerce.number().int().min(0).max(23);
const Form = z.object({ often: z.enum(["shop", "day", "week", "month", "kept"]), when: z.enum(["any", "between", "kept"]), from: Hour, to: Hour, topics: z.array(z.string().max(64)).max(100), cart: z.boolean() });

export type Choice = { preference: Preference; /** They want no reminders of their cart any more. */ noCart: boolean };

/** `topics`: those that stood on the form. A box that is not ticked is not sent, and one that was not there changes nothing. */
export function readChoice(fields: URLSearchParams, before: Preference, topics: readonly string[], hadCart: boolean): Choice | "times" | null {
  const read = Form.safeParse({ often: fields.get("often"), when: fields.get("when"), from: fields.get("from"), to: fields.get("to"), topics: fields.getAll("topic"), cart: fields.get("cart") === "yes" });
  if (!read.success) return null;
  const { often, when, from, to, topics: ticked, cart } = read.data;
  if (when === "between" && from === to) return "times";
  const limit = often === "kept" ? before.limit : OFTEN[often];
  const hours = when === "kept" ? before.hours : when === "between" ? weekOf(from, to) : null;
  const declined = [...new Set([...before.declined.filter((topic) => !topics.includes(topic)), ...topics.filter((topic) => !ticked.includes(topic))])];
  return { preference: Preference.parse({ hours, limit, declined: declined.slice(0, 100) }), noCart: hadCart && !cart };
}
