// The platforms' published limits, by the sandbox's clock. Fixed windows begin at whole multiples of their
// length; sliding ones look back from each call.
import type { Limit } from "./platform.ts";

/** `times`: the calls of a sliding window, oldest first; empty for a fixed one. */
export type Window = { startMs: number; count: number; times: number[] };

export type Budget = { limit: Limit; remaining: number; resetMs: number };

/** Takes one of each window, or of none where one is full. */
export function take(windows: Map<string, Window>, key: string, limits: readonly Limit[], now: number, options: { sliding: boolean; factor: number }): { budgets: Budget[]; retryMs: number | null } {
  if (options.factor === 0) return { budgets: [], retryMs: null };
  const states = limits.map((limit) => {
    const window = current(windows, `${key}/${limit.windowMs}`, limit, now, options.sliding);
    const used = options.sliding ? window.times.length : window.count;
    const most = Math.max(1, Math.floor(limit.per * options.factor));
    const resetMs = options.sliding ? (window.times[0] ?? now) + limit.windowMs - now : window.startMs + limit.windowMs - now;
    return { limit, window, used, most, resetMs };
  });
  const full = states.filter(({ used, most }) => used >= most);
  if (full.length > 0) return { budgets: states.map(({ limit, most, used, resetMs }) => ({ limit, remaining: Math.max(0, most - used), resetMs })), retryMs: Math.max(...full.map(({ resetMs }) => resetMs)) };
  for (const { window } of states) {
    if (options.sliding) window.times.push(now);
    else window.count += 1;
  }
  return { budgets: states.map(({ limit, most, used, resetMs }) => ({ limit, remaining: most - used - 1, resetMs })), retryMs: null };
}

function current(windows: Map<string, Window>, key: string, { windowMs }: Limit, now: number, sliding: boolean): Window {
  const startMs = Math.floor(now / windowMs) * windowMs;
  const known = windows.get(key);
  if (known && sliding) {
    const fresh = known.times.findIndex((time) => time > now - windowMs);
    known.times.splice(0, fresh === -1 ? known.times.length : fresh);
    return known;
  }
  if (known && known.startMs === startMs) return known;
  const window: Window = { startMs, count: 0, times: [] };
  windows.set(key, window);
  return window;
}
