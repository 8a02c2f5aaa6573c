// The sandbox's time: the machine's, shifted forward by as much as somebody asked for. The offset is
// kept in the data folder, so a shop that has aged a month is still a month older after a restart.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
  at(atMs: number, act: () => void): () => void;
  /** Told of every jump. */
  onForward(listen: (offsetMs: number) => void): () => void;
  stop(): void;
};

const TIMER_MAX_MS = 2 ** 31 - 1;

export function startClock(options: { file?: string; realNow?: () => number } = {}): Clock {
  const realNow = options.realNow ?? Date.now;
  let offsetMs = options.file ? readOffset(options.file) : 0;
  const waiting = new Set<{ atMs: number; act: () => void; timer?: NodeJS.Timeout }>();
  const listeners = new Set<(offsetMs: number) => void>();
  const ms = () => realNow() + offsetMs;

  const arm = (entry: { atMs: number; act: () => void; timer?: NodeJS.Timeout }) => {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      if (!waiting.has(entry)) return;
      if (ms() < entry.atMs) return arm(entry);
      waiting.delete(entry);
      entry.act();
    }, Math.min(Math.max(entry.atMs - ms(), 0), TIMER_MAX_MS));
  };

  return {
    ms,
    now: () => new Date(ms()),
    offsetMs: () => offsetMs,
    forward(byMs) {
      if (!(byMs >= 0)) throw new RangeError("The sandbox's clock only goes forward.");
      offsetMs += byMs;
      if (options.file) writeOffset(options.file, offsetMs);
      for (const entry of waiting) arm(entry);
      for (const listen of listeners) listen(offsetMs);
    },
    at(atMs, act) {
      const entry = { atMs, act };
      waiting.add(entry);
      arm(entry);
      return () => {
        waiting.delete(entry);
        clearTimeout((entry as { timer?: NodeJS.Timeout }).timer);
      };
    },
    onForward(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    stop() {
      for (const entry of waiting) clearTimeout(entry.timer);
      waiting.clear();
      listeners.clear();
    },
  };
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
  writeFileSync(file, JSON.stringify({ offsetMs }));
}
