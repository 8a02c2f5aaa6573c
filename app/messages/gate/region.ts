// Where somebody may be: every region and every time zone that anything we know of them makes plausible. Nothing here
// picks a best guess. A phone number moves with its owner and an address grows old, so their regions' law applies
// together, and a text must be within the hours of each. Sources, in the order in which they are named: the person's
// own choice of a zone, shipping address, billing address, area code, and the whole country only where nothing finer
// is known of it. The shop's own zone is never evidence.
import { z } from "zod";
import { isZone } from "#app/segments/zones.ts";
import areaFile from "#app/consent/rules/area-codes.json" with { type: "json" };
import placeFile from "#app/consent/rules/places.json" with { type: "json" };

export type Address = { country: string | null; province: string | null; postal: string | null };

/** `area`: the North American area code, null of other numbers. */
export type NumberPlace = { country: string | null; area: string | null };

export type Evidence = { zone: string | null; addresses: readonly Address[]; number: NumberPlace | null };

/** `because`: what said so, without anything that names a person ("area code 850"). */
export type Plausible = { regions: string[]; zones: string[]; because: string[] };

const Zones = z.array(z.string()).min(1);
const Places = z.object({
  regionZones: z.record(z.string(), Zones),
  zipPrefixes: z.array(z.object({ from: z.string().length(3), to: z.string().length(3), regions: z.array(z.string()).min(1), zones: Zones.optional() })),
  canadianLetters: z.record(z.string(), z.array(z.string()).min(1)),
  countryZones: z.record(z.string(), Zones),
});
const AreaCodes = z.object({ nonGeographic: z.array(z.string()), areaCodes: z.record(z.string(), z.object({ regions: z.array(z.string()).min(1), zones: Zones })) });

const places = Places.parse(placeFile);
const areas = new Map(Object.entries(AreaCodes.parse(areaFile).areaCodes));

/** Territories that have a country's code of their own, and whose law is the United States'. */
const TERRITORIES = ["PR", "VI", "GU", "AS", "MP"];

/** A number or an address that says nothing we can read. */
export const NOWHERE = "ZZ";

type Found = { regions: string[]; zones: string[]; because: string; /** Known only as a country. */ isCoarse: boolean };

export function plausible({ zone, addresses, number }: Evidence): Plausible {
  const own: string[] = zone !== null && isZone(zone) ? [zone] : [];
  const found = [...addresses.flatMap(ofAddress), ...(number ? ofNumber(number) : [])];
  const fine = found.filter(({ isCoarse }) => !isCoarse);
  const countries = new Set(fine.flatMap(({ regions }) => regions.map(countryOf)));
  const coarse = found.filter(({ isCoarse, regions }) => isCoarse && !regions.every((region) => countries.has(region)));
  const used = [...fine, ...coarse];
  const zones = [...own, ...fine.flatMap((each) => each.zones), ...(own.length > 0 ? [] : coarse.flatMap((each) => each.zones))];
  const regions = used.flatMap((each) => each.regions);
  return {
    regions: sorted(regions.length > 0 ? regions : [NOWHERE]),
    zones: sorted(zones.length > 0 ? zones : ["UTC"]),
    because: [...new Set([...own.map((name) => `chosen zone ${name}`), ...used.map((each) => each.because)])],
  };
}

export const countryOf = (region: string) => region.slice(0, 2);

/** Zones for regions that were named without any. */
export const zonesOf = (regions: readonly string[]): string[] => sorted(regions.flatMap((region) => places.regionZones[region] ?? places.countryZones[countryOf(region)] ?? []));

const sorted = (list: string[]) => [...new Set(list)].sort();

function ofAddress({ country: named, province, postal }: Address): Found[] {
  if (!named) return [];
  const isTerritory = TERRITORIES.includes(named);
  const [country, state] = isTerritory ? ["US", named] : [named, province];
  const region = state && places.regionZones[`${country}-${state}`] ? `${country}-${state}` : null;
  const byPost = country === "US" ? zipOf(postal) : country === "CA" ? letterOf(postal) : null;
  const regions = sorted([...(region ? [region] : []), ...(byPost?.regions ?? [])]);
  if (regions.length === 0) return [wholeCountry(country, `address in ${country}`)];
  // A prefix may know the zone better than the state does, as long as the two agree on the state.
  const agree = byPost?.zones && (region === null || byPost.regions.includes(region));
  return [{ regions, zones: agree && byPost.zones ? byPost.zones : zonesOf(regions), because: `address in ${regions.join(", ")}`, isCoarse: false }];
}

function zipOf(postal: string | null): { regions: string[]; zones?: string[] | undefined } | null {
  const prefix = /^\s*(\d{3})\d{2}/.exec(postal ?? "")?.[1];
  return prefix === undefined ? null : (places.zipPrefixes.find(({ from, to }) => prefix >= from && prefix <= to) ?? null);
}

function letterOf(postal: string | null): { regions: string[]; zones?: undefined } | null {
  const regions = places.canadianLetters[(postal ?? "").trim().slice(0, 1).toUpperCase()];
  return regions ? { regions } : null;
}

function ofNumber({ country, area }: NumberPlace): Found[] {
  const known = area === null ? undefined : areas.get(area);
  if (known) return [{ ...known, because: `area code ${area}`, isCoarse: !known.regions[0]?.includes("-") }];
  if (area !== null && country === null) return [wholeCountry("US", `area code ${area}`), wholeCountry("CA", `area code ${area}`)];
  return [TERRITORIES.includes(country ?? "") ? ofAddress({ country, province: null, postal: null }) : wholeCountry(country ?? NOWHERE, area === null ? `number of ${country ?? "no country"}` : `area code ${area}`)].flat();
}

const wholeCountry = (country: string, because: string): Found => ({ regions: [country], zones: places.countryZones[country] ?? ["UTC"], because, isCoarse: true });
