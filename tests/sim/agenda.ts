// The simulator's time: it stands still until something is due, and then is that instant. What is due at one instant runs in
// the order in which it was put down, so that a seed plays the same life again.
import type { Clock } from "#sandbox/clock.ts";

export type Act = () => void | Promise<void>;
type Entry = { at: number; act: Act; off: boolean };

export type Agenda = {
  ms(): number;
  now(): Date;
  /** Returns a way to call it off. */
  at(atMs: number, act: Act): () => void;
  nextAt(): number | null;
  /** The first that is due by now. */
  take(): Act | null;
  /** Only forward. */
  jump(toMs: number): void;
  /** As the stand-ins know it. */
  clock: Clock;
};

export function openAgenda(beginMs: number): Agenda {
  const waiting: Entry[] = [];
  let now = beginMs;
  const prune = () => {
    while (waiting[0]?.off) waiting.shift();
  };
  const at = (atMs: number, act: Act) => {
    const entry: Entry = { at: Math.max(atMs, now), act, off: false };
    let [low, high] = [0, waiting.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((waiting[middle]?.at ?? Infinity) <= entry.at) low = middle + 1;
      else high = middle;
    }
    waiting.splice(low, 0, entry);
    return () => void (entry.off = true);
  };
  const none = () => () => {};
  return {
    ms: () => now,
    now: () => new Date(now),
    at,
    nextAt: () => (prune(), waiting[0]?.at ?? null),
    take() {
      prune();
      return waiting[0] && waiting[0].at <= now ? (waiting.shift()?.act ?? null) : null;
    },
    jump: (toMs) => void (now = Math.max(now, toMs)),
    clock: { now: () => new Date(now), ms: () => now, offsetMs: () => 0, forward: (byMs) => void (now += byMs), at, onForward: none, stop: () => {} },
  };
}
