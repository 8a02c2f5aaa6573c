// The sandbox's time: the machine's, shifted forward by as much as somebody asked for. The offset is
// kept in the data folder, so a shop that has aged a month is still a month older after a restart.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

export type Clock = {
  now(): Date;
  /** Milliseconds since 1970, by this clock. */
  ms(): number;
  offsetMs(): number;
  /** Only forward: nothing in the sandbox can unhappen. Runs what has become due. */
  forward(byMs: number): void;
  /** Runs `act` once when the clock reaches `atMs`; at once (never in the same tick) if that has passed. Returns a way to call it off. */
  at(atMs: number, act: (() => void) | (() => Promise<void>)): () => void;
  /** Told of every jump. */
  onForward(listen: (offsetMs: number) => void): () => void;
  stop(): void;
};

type Entry = { atMs: number; act: (() => void) | (() => Promise<void>); off: boolean };

const TIMER_MAX_MS = 2 ** 31 - 1;

export function startClock(options: { file?: string; realNow?: () => number } = {}): Clock {
  const realNow = options.realNow ?? Date.now;
  let offsetMs = options.file ? readOffset(options.file) : 0;
  // Sorted by when they are due; one timer waits for the first.
  const waiting: Entry[] = [];
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<(offsetMs: number) => void>();
  const ms = () => realNow() + offsetMs;

  const arm = () => {
    clearTimeout(timer);
    const [first] = waiting;
    if (first) timer = setTimeout(runDue, Math.min(Math.max(first.atMs - ms(), 0), TIMER_MAX_MS));
  };
  const runDue = () => {
    const now = ms();
    const later = waiting.findIndex((entry) => entry.atMs > now);
    for (const entry of waiting.splice(0, later === -1 ? waiting.length : later)) if (!entry.off) void entry.act();
    arm();
  };

  return {
    ms,
    now: () => new Date(ms()),
    offsetMs: () => offsetMs,
    forward(byMs) {
      if (!(byMs >= 0)) throw new RangeError("The sandbox's clock only goes forward.");
      offsetMs += byMs;
      if (options.file) writeOffset(options.file, offsetMs);
      arm();
      for (const listen of listeners) listen(offsetMs);
    },
    at(atMs, act) {
      const entry: Entry = { atMs, act, off: false };
      waiting.splice(placeFor(waiting, atMs), 0, entry);
      if (waiting[0] === entry) arm();
      return () => {
        entry.off = true;
      };
    },
    onForward(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    stop() {
      clearTimeout(timer);
      waiting.length = 0;
      listeners.clear();
    },
  };
}

/** Behind all that are due at the same instant. */
function placeFor(waiting: Entry[], atMs: number): number {
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((waiting[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const Saved = z.object({ offsetMs: z.number().nonnegative() });

function readOffset(file: string): number {
  try {
    return Saved.parse(JSON.parse(readFileSync(file, "utf8"))).offsetMs;
  } catch {
    return 0;
  }
}

function writeOffset(file: string, offsetMs: number) {
  mkdirSync(dirname(file), { recursive: true });
  // Renamed into place: other processes read it at any moment.
  writeFileSync(`${file}.new`, JSON.stringify({ offsetMs }));
  renameSync(`${file}.new`, file);
}
