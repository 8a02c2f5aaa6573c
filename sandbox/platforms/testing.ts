// The stand-ins in a test: a clock that the test moves, and an app that takes down what it is told.
import { openPlatforms, type Platforms, type PlatformsOptions } from "./open.ts";
import type { PlatformName, Sent } from "./platform.ts";

export type Scene = { platforms: Platforms; told: Sent[]; at: { ms: number }; answerWith: { status: number | null }; forward(ms: number): Promise<void>; ask: Ask };
export type Ask = (platform: PlatformName, line: string, body?: unknown, headers?: Record<string, string>) => Promise<{ status: number; headers: Record<string, string>; body: unknown; text: string }>;

const HOST: Record<PlatformName, string> = { klaviyo: "a.klaviyo.com", attentive: "api.attentivemobile.com", postscript: "api.postscript.io", twilio: "api.twilio.com", omnisend: "api.omnisend.com" };

export function aScene(options: Partial<PlatformsOptions> = {}): Scene {
  const at = { ms: Date.UTC(2026, 10, 26, 12) };
  const told: Sent[] = [];
  const answerWith: { status: number | null } = { status: 200 };
  const deliver = async (sent: Sent) => (told.push(sent), answerWith.status);
  const platforms = openPlatforms({ now: () => at.ms, deliver, ...options });
  const forward = async (ms: number) => {
    at.ms += ms;
    await platforms.due();
  };
  const ask: Ask = async (platform, line, body, headers = {}) => {
    const [method = "GET", path = "/"] = line.split(" ", 2);
    const isForm = body instanceof URLSearchParams;
    const text = body === undefined ? undefined : isForm ? body.toString() : JSON.stringify(body);
    const type = platform === "klaviyo" ? "application/vnd.api+json" : isForm ? "application/x-www-form-urlencoded" : "application/json";
    const all = { ...entry(platform), ...(text === undefined ? {} : { "content-type": type }), ...headers };
    const answer = await platforms.http.send({ method: method as "GET", url: `https://${HOST[platform]}${path}`, headers: all, timeoutMs: 1000, ...(text === undefined ? {} : { body: text }) });
    if (answer.kind === "none") return { status: 0, headers: {}, body: null, text: "" };
    return { status: answer.status, headers: answer.headers, text: answer.body, body: jsonIn(answer.body) };
  };
  return { platforms, told, at, answerWith, forward, ask };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function entry(platform: PlatformName): Record<string, string> {
  switch (platform) {
    case "klaviyo": return { Authorization: "Klaviyo-API-Key pk_sandbox_1", revision: "2026-07-15" };
    case "attentive": return { Authorization: "Bearer attn_sandbox_1" };
    case "postscript": return { Authorization: "Bearer sk_partner_sandbox", "X-Postscript-Shop-Token": "sk_sandbox_1" };
    case "twilio": return { Authorization: `Basic ${Buffer.from(`SK${"1".padStart(32, "0")}:twilio-secret-1`).toString("base64")}` };
    case "omnisend": return { Authorization: "Omnisend-API-Key omnisend_sandbox_1", "Omnisend-Version": "2026-03-15" };
    default: return platform satisfies never;
  }
}
