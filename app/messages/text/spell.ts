// Numbers, money and days as a reader of the language expects them. Intl sets fixed spaces between digits and signs,
// and one of them makes a whole text UCS-2: plain spaces stand here.
import { minorDigits } from "../../lib/money.ts";
import type { Money } from "./variables.ts";

/** In what language and zone a text speaks. */
export type Manner = { locale: string; timeZone: string };

/** `timeZone` is one that is known to exist; a locale of another form than "fr" or "fr-CA" is English. */
export const mannerOf = (locale: string | null, timeZone: string): Manner => ({ locale: locale && /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(locale) ? locale : "en", timeZone });

/** How a day may be told: `date: "weekday"`. */
export const DAY_FORMS = {
  day: { month: "short", day: "numeric" },
  full: { year: "numeric", month: "long", day: "numeric" },
  weekday: { weekday: "long" },
  time: { hour: "numeric", minute: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DayForm = keyof typeof DAY_FORMS;
export const isDayForm = (name: string): name is DayForm => Object.hasOwn(DAY_FORMS, name);

const plain = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, " ");

export const spellNumber = (value: number, { locale }: Manner) => plain(numbers(locale, "").format(value));

export function spellMoney({ minor, currency }: Money, { locale }: Manner): string {
  const digits = minorDigits(currency);
  return plain(numbers(locale, currency).format(minor / 10 ** digits));
}

export const spellDay = (instant: string, form: DayForm, { locale, timeZone }: Manner) => plain(days(locale, timeZone, form).format(Date.parse(instant)));

/** Making a format takes a hundred times as long as using it. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
const MADE_MAX = 1_000;

function numbers(locale: string, currency: string): Intl.NumberFormat {
  const known = made.get(`${locale} ${currency}`);
  if (known instanceof Intl.NumberFormat) return known;
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat(locale, currency ? { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } : { maximumFractionDigits: 2 });
  return keep(`${locale} ${currency}`, format);
}

function days(locale: string, timeZone: string, form: DayForm): Intl.DateTimeFormat {
  const known = made.get(`${locale} ${timeZone} ${form}`);
  if (known instanceof Intl.DateTimeFormat) return known;
  return keep(`${locale} ${timeZone} ${form}`, new Intl.DateTimeFormat(locale, { ...DAY_FORMS[form], timeZone }));
}

function keep<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, format: Format): Format {
  if (made.size < MADE_MAX) made.set(key, format);
  return format;
}
