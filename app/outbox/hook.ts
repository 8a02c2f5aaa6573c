// Outgoing webhooks: addresses of the merchant's own systems that are told who entered or left a segment.
// What a call says, how it is signed, and when an address that does not answer is called no more.
import { z } from "zod";
import { signed } from "../inbox/signature.ts";
import { mayCall } from "../lib/public-address.ts";
import { days, earlier } from "../lib/time.ts";
import type { HookCall } from "./command.ts";

export const HOOKS_MAX = 20;
/** Changes in one call. */
export const CHANGES_MAX = 100;
/** A day of failures is an outage; three are an address that nobody looks after. */
const FAILING_MS_MAX = days(3);

const URL_CHARS_MAX = 2_000;

/** As it is shown on screens: what stands behind the question mark is often a secret. */
export function shownAddress(url: string): string {
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname === "/" ? "" : pathname}${search === "" ? "" : "?…"}`;
}

export const Change = z.enum(["entered", "left"]);

export const NewHook = z.strictObject({
  url: z.string().max(URL_CHARS_MAX).refine(mayCall, "must be an https address with a public name, at the usual port").meta({ description: "https, a name in the public DNS, port 443.", examples: ["https://example.com/segue"] }),
  segmentId: z.number().int().positive().max(999_999_999).nullable().default(null).meta({ description: "Null: every segment, those to come too." }),
  changes: z.array(Change).min(1, "must name entered, left or both").max(2).transform((changes) => [...new Set(changes)].sort()).default(["entered", "left"]),
});
export type NewHook = z.output<typeof NewHook>;

export const PublishedHook = z.object({
  id: z.number().int(),
  url: z.string(),
  segmentId: z.number().int().nullable(),
  changes: z.array(Change),
  state: z.enum(["on", "off"]).meta({ description: "off: it failed for three days, or the merchant paused it, and it is not called. The merchant switches it on in Segue, under Settings." }),
  problem: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type PublishedHook = z.infer<typeof PublishedHook>;
export const PublishedHooks = z.object({ webhooks: z.array(PublishedHook) });
export const MadeHook = PublishedHook.extend({ secret: z.string().meta({ description: "What calls are signed with. It is shown this once." }) });

export const PublishedAttempt = z.object({
  at: z.iso.datetime(),
  status: z.number().int().nullable().meta({ description: "Of the answer; null: none came." }),
  changes: z.number().int().meta({ description: "0: a test." }),
  problem: z.string().nullable(),
});
export const HookWithLog = PublishedHook.extend({ attempts: z.array(PublishedAttempt).meta({ description: "The newest 50 calls." }) });

/** What is sent. Customers are named by Shopify's number alone: whoever may know more asks Shopify. */
export const HookBody = z.object({
  shop: z.string().meta({ examples: ["example.myshopify.com"] }),
  changes: z.array(z.object({
    id: z.string().meta({ description: "The same again is the same change: a call whose answer was lost is made again." }),
    change: Change,
    at: z.iso.datetime(),
    segment: z.object({ id: z.number().int(), name: z.string().nullable() }),
    customer: z.object({ id: z.string() }),
  })).max(CHANGES_MAX).meta({ description: "Who entered or left. Empty, and no events: a test that the merchant asked for." }),
  events: z.array(z.object({
    id: z.string().meta({ description: "The same again is the same event." }),
    event: z.string().meta({ description: "As the step of the flow calls it.", examples: ["email follow-up"] }),
    at: z.iso.datetime(),
    flow: z.object({ id: z.number().int(), name: z.string() }),
    step: z.string(),
    customer: z.object({ id: z.string() }),
  })).max(CHANGES_MAX).optional().meta({ description: "Customers who came to a step of a flow that tells this address." }),
});
export type HookBody = z.infer<typeof HookBody>;

export function bodyOf(domain: string, names: ReadonlyMap<number, string>, calls: readonly HookCall[]): string {
  const changes = calls.flatMap(({ changeId, change, at, segmentId, customerId }) =>
    change && segmentId ? [{ id: changeId, change, at, segment: { id: segmentId, name: names.get(segmentId) ?? null }, customer: { id: customerId } }] : []);
  const events = calls.flatMap(({ changeId, event, at, customerId }) =>
    event ? [{ id: changeId, event: event.name, at, flow: { id: event.flow, name: event.flowName }, step: event.step, customer: { id: customerId } }] : []);
  return JSON.stringify({ shop: domain, changes, ...(events.length > 0 ? { events } : {}) } satisfies HookBody);
}

export const SIGNATURE_HEADER = "Segue-Signature";

export function signatureOf(secret: string, body: string, now: Date): string {
  const t = Math.floor(now.getTime() / 1_000);
  return `t=${t},v1=${signed(secret, `${t}.${body}`)}`;
}

export const isWornOut = (failingSince: Date | null, now: Date): boolean => failingSince !== null && failingSince <= earlier(now, FAILING_MS_MAX);
