// How often somebody has done something lately, in this process alone: for doors to which anybody may come. It counts in
// windows, and forgets the oldest names once there are too many, so that it never grows.

export type Tally = { /** Counts one more, and says whether it is still within bounds. */ isWithin(name: string, now: Date): boolean };

const NAMES_MAX = 10_000;

export function tally(max: number, windowMs: number): Tally {
  const counts = new Map<string, { since: number; count: number }>();
  return {
    isWithin(name, now) {
      const at = now.getTime();
      const known = counts.get(name);
      const held = known && at - known.since < windowMs ? known : { since: at, count: 0 };
      held.count += 1;
      counts.delete(name);
      counts.set(name, held);
      const [oldest] = counts.keys();
      if (counts.size > NAMES_MAX && oldest !== undefined) counts.delete(oldest);
      return held.count <= max;
    },
  };
}
