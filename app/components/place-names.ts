// Codes of countries, regions and languages in words.
import { PLACES } from "#app/segments/regions.ts";

const countries = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** "GB" is "United Kingdom"; what is no code stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
}

/** "US-CA" is "California, United States"; a region whose name is not known keeps its code. */
export function regionName(code: string): string {
  const [country, region] = code.split("-");
  return country && region ? `${PLACES[country]?.[region] ?? region}, ${countryName(country)}` : code;
}

/** Those whose name, or code, has all these words. */
export function regionsLike<Place extends { value: string }>(places: Place[], text: string): Place[] {
  const words = text.toLowerCase().split(/[\s,]+/).filter(Boolean);
  return places.filter(({ value }) => {
    const said = `${regionName(value)} ${value}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

const languages = new Intl.DisplayNames(["en"], { type: "language", languageDisplay: "standard", fallback: "code" });

/** "en-GB" is "English (United Kingdom)"; what is no code stays as it is. */
export function languageName(code: string): string {
  return /^[a-z]{2,3}(-[A-Za-z]{2,4})*$/.test(code) ? (languages.of(code) ?? code) : code;
}

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** What names no country (unions, test codes), though it has a name. */
const NONE = ["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"];
const isCountry = (code: string) => countries.of(code) !== code && !NONE.includes(code) && new Intl.Locale(`und-${code}`).region === code;
const ALL = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(isCountry);

/** All of them, by name. */
export const everyCountry = (): { value: string; label: string }[] =>
  ALL.map((value) => ({ value, label: countryName(value) })).toSorted((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));

/** Codes of the countries whose name, or code, has these letters; at most 25. */
export function countriesLike(text: string): string[] {
  const wanted = text.trim().toLowerCase();
  return ALL.filter((code) => countryName(code).toLowerCase().includes(wanted) || code.toLowerCase() === wanted).slice(0, 25);
}
