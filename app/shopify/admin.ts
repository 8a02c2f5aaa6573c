// What the Admin API said, as a value. Everything that can go wrong with one request ends here in a
// closed list of reasons, with the instant from which it makes sense to ask again.
import { z } from "zod";
import type { HttpAnswer, HttpRequest } from "../lib/http.ts";
import { parseJson } from "../lib/json.ts";
import { later, minutes, seconds } from "../lib/time.ts";
import { type Bucket, CostReport } from "./cost.ts";

export const API_VERSION = "2026-10";

export type Reason = "throttled" | "network" | "server" | "unauthorized" | "frozen" | "locked" | "graphql";

/** `network` and `server`: whether a mutation was carried out is unknown. `graphql`: asking again will not help. */
export type AdminFailure = { kind: "failed"; reason: Reason; detail: string; retryAt?: Date };
export type AdminAnswer<Data> = { kind: "data"; data: Data; errors?: GraphqlError[] } | AdminFailure;

export const GraphqlError = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({ code: z.string().optional() }).optional(),
});
export type GraphqlError = z.infer<typeof GraphqlError>;

const Body = z.object({
  data: z.unknown().optional(),
  // The token endpoint and some gateways answer {"errors": "a sentence"}.
  errors: z.union([z.array(GraphqlError), z.string()]).optional(),
  extensions: z.object({ cost: CostReport.optional() }).optional(),
});

/** Shopify answers a bulk poll or a mutation in well under a second; a cut-off leaves the outcome unknown. */
const TIMEOUT_MS = seconds(30);

export function adminRequest(domain: string, accessToken: string, document: string, variables: unknown): HttpRequest {
  return {
    method: "POST",
    url: `https://${domain}/admin/api/${API_VERSION}/graphql.json`,
    headers: { "content-type": "application/json", accept: "application/json", "x-shopify-access-token": accessToken },
    body: JSON.stringify({ query: document, variables }),
    timeoutMs: TIMEOUT_MS,
  };
}

type Reading = {
  now: Date;
  /** 0 to 1: spreads those who wait for the same bucket. */
  chance: number;
  /** Take data that comes with errors of single fields (several mutations in one document). */
  partial?: boolean;
};

export function classify<Shape extends z.ZodType>(
  answer: HttpAnswer,
  shape: Shape,
  { now, chance, partial = false }: Reading,
): { answer: AdminAnswer<z.infer<Shape>>; bucket?: Bucket } {
  if (answer.kind === "none") return { answer: failed("network", `Shopify did not answer (${answer.reason}).`) };
  if (answer.status !== 200) return { answer: byStatus(answer.status, answer.headers, now, chance) };
  const body = Body.safeParse(parseJson(answer.body));
  if (!body.success) return { answer: failed("server", "Shopify answered with something that is not a GraphQL answer.") };
  const cost = body.data.extensions?.cost;
  const bucket = cost?.throttleStatus && { ...cost.throttleStatus, at: now };
  const errors = typeof body.data.errors === "string" ? [{ message: body.data.errors }] : (body.data.errors ?? []);
  const failure = byErrors(errors, partial && body.data.data != null);
  if (failure?.reason === "throttled") {
    const waitMs = bucket && cost ? refillMs(cost.requestedQueryCost, bucket) : seconds(2);
    failure.retryAt = later(now, waitMs + jitterMs(chance));
  }
  if (failure) return { answer: failure, ...(bucket && { bucket }) };
  return { answer: parsed(body.data.data, shape, errors), ...(bucket && { bucket }) };
}

function parsed<Shape extends z.ZodType>(data: unknown, shape: Shape, errors: GraphqlError[]): AdminAnswer<z.infer<Shape>> {
  const read = shape.safeParse(data);
  if (read.success) return errors.length === 0 ? { kind: "data", data: read.data } : { kind: "data", data: read.data, errors };
  const where = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  return failed("graphql", `Shopify's answer does not have the shape we know: ${where}`.slice(0, 500));
}

function byErrors(errors: GraphqlError[], partial: boolean): AdminFailure | null {
  const codes = errors.map((error) => error.extensions?.code);
  const detail = errors.map((error) => error.message).join(" ").slice(0, 500);
  if (codes.includes("THROTTLED")) return failed("throttled", "Shopify asked us to wait: the cost bucket is empty.");
  if (codes.includes("SHOP_INACTIVE")) return failed("frozen", "The shop is inactive.");
  if (errors.length === 0 || partial) return null;
  if (codes.includes("INTERNAL_SERVER_ERROR") || codes.includes("TIMEOUT")) return failed("server", detail);
  return failed("graphql", detail);
}

function byStatus(status: number, headers: Record<string, string>, now: Date, chance: number): AdminFailure {
  const askedMs = retryAfterMs(headers);
  const at = askedMs === null ? {} : { retryAt: later(now, askedMs + jitterMs(chance)) };
  if (status === 401) return failed("unauthorized", "Shopify no longer accepts our access token.");
  if (status === 402) return failed("frozen", "The shop is frozen: its Shopify plan is unpaid.");
  if (status === 423) return failed("locked", "The shop is locked by Shopify.");
  // 430 is Shopify's own "too many, too suspicious".
  if (status === 429 || status === 430) return { ...failed("throttled", "Shopify asked us to slow down."), retryAt: later(now, seconds(10)), ...at };
  if (status >= 500) return { ...failed("server", `Shopify answered ${status}.`), ...at };
  return failed("graphql", `Shopify answered ${status}${status === 403 ? ": the app lacks a permission it needs" : ""}.`);
}

const failed = (reason: Reason, detail: string): AdminFailure => ({ kind: "failed", reason, detail });

/** Until the bucket holds `cost` again, were nobody else to draw from it. */
const refillMs = (cost: number, bucket: Bucket) =>
  Math.min(Math.max(0, ((cost - bucket.currentlyAvailable) / bucket.restoreRate) * seconds(1)), minutes(1));

const jitterMs = (chance: number) => Math.ceil(chance * seconds(1));

/** Retry-After is in seconds (Shopify's own library waits them as milliseconds), possibly "2.0". */
function retryAfterMs(headers: Record<string, string>): number | null {
  const value = Number(headers["retry-after"] ?? "");
  return headers["retry-after"] !== undefined && Number.isFinite(value) && value >= 0 ? Math.min(seconds(value), minutes(10)) : null;
}
