// Countries and regions, which Klaviyo writes out in English and we keep as codes.
import { PLACES } from "./regions.ts";

export const EUROPEAN_UNION = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];

const english = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Unions and test codes have names too. */
const NO_COUNTRY = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter((code) => !NO_COUNTRY.has(code) && new Intl.Locale(`und-${code}`).region === code);
const countries = new Map(codes.flatMap((code): [string, string][] => {
  const name = english.of(code);
  return name === undefined ? [] : [[folded(name), code]];
}));
const regions = new Map(Object.entries(PLACES).flatMap(([country, list]) => Object.entries(list).map(([code, name]): [string, string] => [folded(name), `${country}-${code}`])));
const regionNames = new Map(Object.entries(PLACES).flatMap(([country, list]) => Object.entries(list).map(([code, name]): [string, string] => [`${country}-${code}`, name])));

/** Names as people write them, besides those of Unicode. */
const ALSO: Readonly<Record<string, string>> = {
  "united states of america": "US", "usa": "US", "great britain": "GB", "uk": "GB", "turkey": "TR", "czech republic": "CZ", "hong kong": "HK", "macau": "MO", "south korea": "KR", "ivory coast": "CI",
};

function folded(name: string): string {
  return name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ").trim();
}

export function countryCode(name: string): string | null {
  const wanted = folded(name);
  return countries.get(wanted) ?? ALSO[wanted] ?? (/^[A-Z]{2}$/.test(name) && english.of(name) !== undefined ? name : null);
}

/** Null where the name would not lead back to the code. */
export function countryText(code: string): string | null {
  const name = /^[A-Z]{2}$/.test(code) ? english.of(code) : undefined;
  return name !== undefined && countryCode(name) === code ? name : null;
}

export const regionCode = (name: string): string | null => regions.get(folded(name)) ?? null;
export const regionText = (code: string): string | null => regionNames.get(code) ?? null;
