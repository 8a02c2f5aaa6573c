// POST /admin/api/<version>/graphql.json: token, faults, cost, scopes, answer.
import { randomUUID } from "node:crypto";
import { GraphQLError } from "graphql";
import type { DocumentNode } from "graphql";
import { z } from "zod";
import { API_VERSION } from "#sandbox/schema/admin.ts";
import { actualCost, BUCKET, QUERY_COST_MAX, requestedCost } from "./cost.ts";
import type { Bucket } from "./cost.ts";
import { run } from "./engine.ts";
import type { Shop } from "./shop.ts";
import { useToken } from "./tokens.ts";
import { deniedBy, read } from "./validate.ts";

export type ApiAnswer = { status: number; headers: Record<string, string>; body: string };

const Asked = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish(), operationName: z.string().nullish() });

export function answerApi(shop: Shop, bucket: Bucket, token: string | undefined, body: string, drawn: number): ApiAnswer {
  const { api } = shop.faults;
  if (!token || !useToken(shop, token)) return http(401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
  if (api.status === 402) return http(402, { errors: "Unavailable Shop" });
  if (api.status === 423) return http(423, { errors: "This shop is unavailable" });
  const chance = shop.chance(`api/${drawn}`);
  if (chance.happens(api.fail)) return http(500, { errors: "Internal Server Error" });

  const asked = Asked.safeParse(jsonIn(body));
  if (!asked.success) return http(400, { errors: { query: "Required parameter missing or invalid" } });
  const variables = asked.data.variables ?? {};
  const checked = check(shop, asked.data.query);
  if ("errors" in checked) return http(200, { errors: checked.errors.map(said) });

  const operationName = asked.data.operationName ?? undefined;
  const requested = requestedCost(checked.document, variables, operationName);
  const cost = (actual: number | null) => ({
    cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: { maximumAvailable: BUCKET, currentlyAvailable: bucket.available(), restoreRate: api.restorePerSecond } },
  });
  if (requested > QUERY_COST_MAX) {
    const message = `Query cost is ${requested}, which exceeds the single query max cost limit (${QUERY_COST_MAX}).`;
    return http(200, { errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED", cost: requested, maxCost: QUERY_COST_MAX } }], extensions: cost(null) });
  }
  if (chance.happens(api.throttle) || !bucket.take(requested)) return http(200, { errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" } }], extensions: cost(null) });

  const answer = run(shop, checked.document, variables, operationName);
  const actual = actualCost(requested, answer.data);
  bucket.giveBack(requested - actual);
  if (chance.happens(api.failAfter)) return http(500, { errors: "Internal Server Error" });
  return http(200, { ...(answer.errors ? { errors: answer.errors.map(said) } : {}), ...(answer.data === undefined ? {} : { data: answer.data }), extensions: cost(actual) });
}

function check(shop: Shop, text: string): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  try {
    const { document, problems } = read(text);
    if (problems.length > 0) return { errors: problems };
    const denied = deniedBy(shop.scopes, document);
    return denied.length > 0 ? { errors: denied } : { document };
  } catch (problem) {
    if (problem instanceof GraphQLError) return { errors: [problem] };
    throw problem;
  }
}

/** Bad variables and unknown fields carry Shopify's codes; what threw inside is our own fault and says so on the console. */
function said(error: GraphQLError): Record<string, unknown> {
  if (error.originalError && !(error.originalError instanceof GraphQLError)) console.error("The sandbox stumbled:", error.originalError);
  const code = /^Variable "/.test(error.message) ? "INVALID_VARIABLE" : /^Cannot query field/.test(error.message) ? "undefinedField" : undefined;
  const formatted = error.toJSON();
  return code && !formatted.extensions ? { ...formatted, extensions: { code } } : { ...formatted };
}

const http = (status: number, body: object): ApiAnswer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", "x-shopify-api-version": API_VERSION, "x-request-id": randomUUID() },
  body: JSON.stringify(body),
});

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
