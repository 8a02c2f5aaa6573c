// Money is an integer number of minor units with its currency; no floats, no rounding on the way in.

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const DIGITS: Record<string, number> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
};

export const minorDigits = (currency: string) => DIGITS[currency] ?? 2;

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** "12.5" USD is 1250. Null where the text is no amount, or has more decimals than the currency (other than zeros). */
export function toMinor(amount: string, currency: string): number | null {
  const text = amount.trim();
  if (!DECIMAL.test(text)) return null;
  const digits = minorDigits(currency);
  const dot = text.indexOf(".");
  const fraction = dot < 0 ? "" : text.slice(dot + 1);
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return null;
  const minor = Number((dot < 0 ? text : text.slice(0, dot)) + fraction.slice(0, digits).padEnd(digits, "0"));
  // Minus nothing is nothing.
  return Number.isSafeInteger(minor) ? minor + 0 : null;
}

/** 1250 USD is "12.50". */
export function fromMinor(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** As the merchant reads it: "$12.50". */
export function formatMoney(minor: number, currency: string, locale = "en-US"): string {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(minor / 10 ** digits);
}
