// One JSON line an event. Whatever looks like a phone number, an email address or a token is
// scrubbed here, so that no caller can leak one by mistake.
import { pino } from "pino";
import type { Log } from "./lib/world.ts";

const SECRET_NAMES = /token|secret|password|authorization|cookie|hmac|email|phone|first_?name|last_?name|address/i;
const SHAPES: [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, "[email]"],
  [/\b(?:shp(?:at|ua|ss|rt|ca|pa)_[A-Za-z0-9]+|eyJ[\w-]+\.[\w-]+\.[\w-]+)/g, "[token]"],
  [/\+[1-9][\d\s().-]{6,}\d/g, "[phone]"],
];
const DEPTH_MAX = 6;

export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return SHAPES.reduce((text, [shape, name]) => text.replace(shape, name), value);
  if (value instanceof Error) return { name: value.name, message: scrub(value.message), stack: scrub(value.stack ?? "") };
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= DEPTH_MAX) return "[deep]";
  if (Array.isArray(value)) return value.map((item) => scrub(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, SECRET_NAMES.test(name) && item != null ? "[hidden]" : scrub(item, depth + 1)]),
  );
}

type Destination = { write(line: string): void };

export function openLog(level: string, destination?: Destination): Log {
  const options = { level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"`, messageKey: "event" };
  const lines = destination ? pino(options, destination) : pino(options);
  const write = (severity: keyof Log) => (event: string, fields?: Record<string, unknown>) => lines[severity](scrub(fields ?? {}), event);
  return { info: write("info"), warn: write("warn"), error: write("error") };
}
