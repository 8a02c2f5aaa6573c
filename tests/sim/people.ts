// Who lives in a life: where their phone and their address say that they may be, written down here once more, apart from the
// engine's own tables.
import type { Chance } from "#sandbox/chance.ts";
import type { Customer } from "#sandbox/shopify/records.ts";

/** `zones`: of the area code; `at`: of the address. `until`: the hour at which promotion must end there. */
type Place = { area: string; zones: readonly string[]; until: number; province: string; zip: string; at: string };

const PLACES: readonly Place[] = [
  { area: "202", zones: ["America/New_York"], until: 21, province: "DC", zip: "20001", at: "America/New_York" },
  { area: "850", zones: ["America/New_York", "America/Chicago"], until: 20, province: "FL", zip: "32301", at: "America/New_York" },
  { area: "415", zones: ["America/Los_Angeles"], until: 21, province: "CA", zip: "94102", at: "America/Los_Angeles" },
  { area: "312", zones: ["America/Chicago"], until: 21, province: "IL", zip: "60601", at: "America/Chicago" },
  { area: "303", zones: ["America/Denver"], until: 21, province: "CO", zip: "80202", at: "America/Denver" },
];

/** `phone` is the one they have now; `customer` is null until they are known to the shop, and again once they are gone. */
export type Shopper = { n: number; phone: string; email: string; home: Place; moved: Place | null; customer: Customer | null; /** How often they come, in days. */ everyDays: number; isErased: boolean };

let phones = 0;
export const startPhones = () => void (phones = 0);
const phoneAt = ({ area }: Place) => `+1${area}555${String(1_000 + (phones += 1)).padStart(4, "0")}`;

export function aShopper(n: number, chance: Chance): Shopper {
  const home = chance.pick(PLACES);
  return { n, phone: phoneAt(home), email: `shopper-${n}@example.com`, home, moved: chance.happens(0.25) ? chance.pick(PLACES) : null, customer: null, everyDays: chance.pick([3, 5, 9, 15]), isErased: false };
}

/** Another number, often of elsewhere. */
export function newPhone(shopper: Shopper, chance: Chance): string {
  if (chance.happens(0.5)) shopper.home = chance.pick(PLACES);
  return (shopper.phone = phoneAt(shopper.home));
}

/** By the area code of the number alone: at the least these. */
export const placeOfPhone = (phone: string): Place | undefined => PLACES.find(({ area }) => phone.startsWith(`+1${area}`));

const CLOCKS = new Map<string, Intl.DateTimeFormat>();
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = CLOCKS.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  CLOCKS.set(zone, known);
  return known;
}

/** Hours of the day with their fraction: 20.5. */
export function hourIn(zone: string, at: number): number {
  const parts = clockOf(zone).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return of("hour") + of("minute") / 60;
}

export const addressOf = ({ home, moved }: Shopper) => {
  const { province, zip } = moved ?? home;
  return { firstName: null, lastName: null, address1: "1 Main Street", city: null, zip, province, provinceCode: province, country: "United States", countryCode: "US", phone: null, timeZone: null };
};
