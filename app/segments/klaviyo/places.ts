// Countries and regions, which Klaviyo writes out in English and we keep as codes.
import { fold } from "../fold.ts";
import { PLACES } from "../regions.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Unions and test codes have names too. */
const NO_COUNTRY = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** Names as people write them, besides those of Unicode. */
const ALSO: Readonly<Record<string, string>> = {
  "united states of america": "US", "usa": "US", "great britain": "GB", "uk": "GB", "turkey": "TR", "czech republic": "CZ", "hong kong": "HK", "macau": "MO", "south korea": "KR", "ivory coast": "CI",
};

const folded = (name: string) => fold(name).replace(/\s+/g, " ").trim();

/** Only a code that stands for one country today has a name here. */
function countryNames(): Map<string, string> {
  const english = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter((code) => !NO_COUNTRY.has(code) && new Intl.Locale(`und-${code}`).region === code);
  return new Map(codes.flatMap((code): [string, string][] => {
    const name = english.of(code);
    return name === undefined ? [] : [[code, name]];
  }));
}

const regionNames = () => new Map(Object.entries(PLACES).flatMap(([country, list]) => Object.entries(list).map(([code, name]): [string, string] => [`${country}-${code}`, name])));

type Table = { names: Map<string, string>; codes: Map<string, string> };
const bothWays = (names: Map<string, string>): Table => ({ names, codes: new Map([...names].map(([code, name]) => [folded(name), code])) });

let countries: Table | undefined;
let regions: Table | undefined;
/** Made when first asked for: few processes ever are. */
const ofCountries = () => (countries ??= bothWays(countryNames()));
const ofRegions = () => (regions ??= bothWays(regionNames()));

export function countryCode(name: string): string | null {
  const wanted = folded(name);
  return ofCountries().codes.get(wanted) ?? (Object.hasOwn(ALSO, wanted) ? ALSO[wanted] : undefined) ?? (ofCountries().names.has(name) ? name : null);
}

/** Null where the name would not lead back to the code. */
export function countryText(code: string): string | null {
  const name = ofCountries().names.get(code);
  return name !== undefined && countryCode(name) === code ? name : null;
}

export const regionCode = (name: string): string | null => ofRegions().codes.get(folded(name)) ?? null;
export const regionText = (code: string): string | null => ofRegions().names.get(code) ?? null;
