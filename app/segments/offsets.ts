// The local time of an instant, by one table of a zone's offsets that both evaluators use: the database's
// own data on zones may be of another release, and would then answer otherwise than this process.
import { Temporal } from "temporal-polyfill";

/** Before and after, the zone's first and last offset hold. */
const FROM = "1990-01-01T00:00:00Z";
const TO = "2060-01-01T00:00:00Z";
const DAY_MS = 86_400_000;

/** seconds[n] holds from borders[n - 1] to borders[n]. */
export type Offsets = { borders: number[]; seconds: number[] };

const known = new Map<string, Offsets>();

export function offsetsOf(zone: string): Offsets {
  const found = known.get(zone) ?? readOffsets(zone);
  known.set(zone, found);
  return found;
}

function readOffsets(zone: string): Offsets {
  const end = Temporal.Instant.from(TO).epochMilliseconds;
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.from(FROM).toZonedDateTimeISO(zone);
  const offsets: Offsets = { borders: [], seconds: [Math.round(at.offsetNanoseconds / 1e9)] };
  for (at = at.getTimeZoneTransition("next"); at !== null && at.epochMilliseconds < end; at = at.getTimeZoneTransition("next")) {
    offsets.borders.push(at.epochMilliseconds);
    offsets.seconds.push(Math.round(at.offsetNanoseconds / 1e9));
  }
  return offsets;
}

/** Milliseconds that, read as UTC, show the local clock. */
export function localMs(ms: number, zone: string): number {
  const { borders, seconds } = offsetsOf(zone);
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((borders[middle] ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return ms + (seconds[low] ?? 0) * 1000;
}

export const localDay = (ms: number, zone: string) => Math.floor(localMs(ms, zone) / DAY_MS);
export const localHour = (ms: number, zone: string) => Math.floor((localMs(ms, zone) - localDay(ms, zone) * DAY_MS) / 3_600_000);
