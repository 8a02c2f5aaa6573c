// A time zone's offset at an instant as arithmetic: the changes of its clock are asked of this process's zone data once,
// then found by halving. A decision then costs no date object. What stands here between two calls follows from the
// zone data alone.
import { Temporal } from "temporal-polyfill";

/** `starts[i]` is from when `offsets[i]` holds, until the next. */
type Clock = { starts: number[]; offsets: number[] };

const FROM_MS = Date.UTC(2020, 0, 1);
/** Later instants have the offset of the last change before it; no rule book is that old then. */
const TO_MS = Date.UTC(2040, 0, 1);

const clocks = new Map<string, Clock>();

export function offsetAt(zone: string, ms: number): number {
  const { starts, offsets } = clockOf(zone);
  return offsets[indexAt(starts, ms)] ?? 0;
}

/** The first change of the zone's clock after the instant; Infinity where none is known. */
export function nextChange(zone: string, ms: number): number {
  const { starts } = clockOf(zone);
  return starts[indexAt(starts, ms) + 1] ?? Infinity;
}

function indexAt(starts: number[], ms: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? Infinity) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

function clockOf(zone: string): Clock {
  const known = clocks.get(zone);
  if (known) return known;
  let at = Temporal.Instant.fromEpochMilliseconds(FROM_MS).toZonedDateTimeISO(zone);
  const clock: Clock = { starts: [-Infinity], offsets: [at.offsetNanoseconds / 1e6] };
  for (let next = at.getTimeZoneTransition("next"); next && next.epochMilliseconds < TO_MS; next = at.getTimeZoneTransition("next")) {
    at = next;
    clock.starts.push(at.epochMilliseconds);
    clock.offsets.push(at.offsetNanoseconds / 1e6);
  }
  clocks.set(zone, clock);
  return clock;
}
