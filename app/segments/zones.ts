// The hour that it is now where a customer lives. Both evaluators ask this process's zone data: the
// database is handed the names of the zones in which the hour fits.
import { Temporal } from "temporal-polyfill";

export type Hours = { from: number; to: number };

/** Other names under which addresses still have some zones. */
const ALIASES = ["UTC", "Etc/UTC", "Asia/Calcutta", "Asia/Kolkata", "Asia/Katmandu", "Asia/Kathmandu", "Asia/Saigon", "Asia/Ho_Chi_Minh", "Asia/Rangoon", "Asia/Yangon", "Europe/Kiev", "Europe/Kyiv", "America/Buenos_Aires", "America/Argentina/Buenos_Aires", "US/Eastern", "US/Central", "US/Mountain", "US/Pacific"];

let names: ReadonlySet<string> | null = null;
const zoneNames = () => (names ??= new Set([...Intl.supportedValuesOf("timeZone"), ...ALIASES]));

export const isZone = (name: string | null): name is string => name !== null && zoneNames().has(name);
export const allZones = () => [...zoneNames()];

export const isWithinHours = (hour: number, { from, to }: Hours) => (from < to ? hour >= from && hour < to : hour >= from || hour < to);

export const isHourIn = (zone: string, hours: Hours, ms: number) => isWithinHours(Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).hour, hours);

export const zonesWithin = (hours: Hours, ms: number) => allZones().filter((zone) => isHourIn(zone, hours, ms));

const QUARTER_MS = 900_000;
/** How far ahead hourChanges looks. */
export const HOURS_AHEAD_MS = 2 * 86_400_000;

/** When the answer for a zone changes after now, within two days. Every zone's offset is a number of quarters of an hour. */
export function hourChanges(zone: string, hours: Hours, now: number): number[] {
  const found: number[] = [];
  for (let at = Math.ceil(now / QUARTER_MS) * QUARTER_MS; at <= now + HOURS_AHEAD_MS; at += QUARTER_MS) {
    if (isHourIn(zone, hours, at) !== isHourIn(zone, hours, at - 1)) found.push(at);
  }
  return found;
}
