// States and countries as a merchant chooses them: the states of the United States first.
import { PLACES } from "#app/segments/regions.ts";
import { everyCountry, regionName } from "../place-names.ts";

export const everyPlace = (): { value: string; label: string }[] => [
  ...Object.keys(PLACES["US"] ?? {}).map((state) => ({ value: `US-${state}`, label: regionName(`US-${state}`) })).toSorted((one, other) => (one.label < other.label ? -1 : 1)),
  ...Object.keys(PLACES["CA"] ?? {}).map((state) => ({ value: `CA-${state}`, label: regionName(`CA-${state}`) })).toSorted((one, other) => (one.label < other.label ? -1 : 1)),
  ...everyCountry(),
];
