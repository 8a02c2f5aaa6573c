// Every operation the app sends is valid against Shopify's official schema, uses nothing deprecated,
// and needs exactly the scopes that shopify.app.toml asks for; every topic of the toml has a reader.
import { readFileSync } from "node:fs";
import { getNamedType, NoDeprecatedCustomRule, parse, specifiedRules, TypeInfo, validate, visit as visitGraph, visitWithTypeInfo } from "graphql";
import { parse as parseToml } from "smol-toml";
import { expect, test } from "vitest";
import ts from "typescript";
import { z } from "zod";
import { smallDocument } from "#app/outbox/mutations.ts";
import { adminSchema, requiredScopes } from "#sandbox/schema/admin.ts";
import { requestedCost } from "#sandbox/shopify/cost.ts";
import { isTest, sources, visit } from "#tests/tidy/source.ts";
import { bulkQuery } from "./bulk-queries.ts";
import { detailIds, detailPage, detailQuery, DETAIL_KINDS } from "./detail.ts";
import { TOPIC_SCOPES, TOPICS } from "./topics.ts";

const Toml = z.object({
  access_scopes: z.object({ scopes: z.string() }),
  webhooks: z.object({
    api_version: z.string(),
    subscriptions: z.array(z.object({ topics: z.array(z.string()).optional(), compliance_topics: z.array(z.string()).optional(), uri: z.string() })),
  }),
});
const toml = Toml.parse(parseToml(readFileSync("shopify.app.toml", "utf8")));

/** Documents that are put together at run time, each with its hardest input. */
const BUILT: [string, string][] = [
  ["bulk products", bulkQuery("products", "", [])],
  ["bulk customers", bulkQuery("customers", `updated_at:>='2026-01-01T00:00:00Z'`, ["facts.birth_date", `$app.x"y`])],
  ["bulk orders", bulkQuery("orders", `updated_at:>='2026-01-01T00:00:00Z'`, [])],
  ["customers by id", detailQuery("customers", ["facts.birth_date", `$app.x"y`])],
  ["small commands", smallDocument([{ kind: "tagsAdd" }, { kind: "tagsRemove" }, { kind: "personTagAdd" }, { kind: "personTagRemove" }, { kind: "metafieldSet" }, { kind: "flowEvent" }, { kind: "flowTrigger" }, { kind: "smsOptIn" }, { kind: "smsOptOut" }, { kind: "emailOptOut" }])],
];
/** The files that put documents together: whoever adds one adds its documents to BUILT. */
const BUILDERS = ["app/outbox/mutations.ts", "app/shopify/bulk-queries.ts", "app/shopify/detail.ts"];

const DOCUMENT = /^\s*(#graphql)?\s*(query|mutation)\s+\w+/;

/** Every text in the code that looks like an operation; null where it has holes. */
const written = sources().filter(({ path }) => path.startsWith("app/") && !isTest(path)).flatMap((source) => {
  const found: [string, string | null][] = [];
  visit(source, (node) => {
    if (ts.isStringLiteralLike(node) && DOCUMENT.test(node.text)) found.push([source.path, node.text]);
    if (ts.isTemplateExpression(node) && DOCUMENT.test(node.head.text)) found.push([source.path, null]);
  });
  return found;
});
const documents = [...written.flatMap(([name, text]) => (text === null ? [] : [[name, text] as [string, string]])), ...BUILT];

test("Only the known builders put documents together.", () => {
  expect([...new Set(written.flatMap(([name, text]) => (text === null ? [name] : [])))].sort()).toEqual(BUILDERS);
});

test.each(documents)("%s: the operation is valid and uses nothing deprecated", (_name, text) => {
  const problems = validate(adminSchema(), parse(text), [...specifiedRules, NoDeprecatedCustomRule]);
  expect(problems.map((problem) => problem.message)).toEqual([]);
});

test.each(DETAIL_KINDS)("What a page of %s costs is known beforehand, with few and with many metafields, and fits the bucket twice.", (kind) => {
  for (const metafields of [[], ["facts.birth_date"], Array.from({ length: 26 }, (_, i) => `facts.m${i}`)]) {
    const { size, costOf } = detailPage(kind, metafields);
    const ids = Array.from({ length: size }, (_, i) => String(i + 1));
    const cost = requestedCost(parse(detailQuery(kind, metafields)), detailIds(kind, ids));
    expect(costOf(size)).toBe(cost);
    expect(cost).toBeLessThanOrEqual(500);
  }
});

/** Each entry: any one of these will do. */
function needsOf(text: string): string[][] {
  const needs: string[][] = [];
  const info = new TypeInfo(adminSchema());
  visitGraph(parse(text), visitWithTypeInfo(info, {
    Field(node) {
      const parent = info.getParentType()?.name ?? "";
      const type = info.getType();
      for (const key of [`${parent}.${node.name.value}`, type ? getNamedType(type).name : ""]) {
        const access = requiredScopes().get(key);
        if (access && access.scopes.length > 0) needs.push(access.scopes);
      }
    },
  }));
  return needs;
}

test("The scopes of shopify.app.toml are the least that the operations and topics need.", () => {
  const asked = toml.access_scopes.scopes.split(",").map((scope) => scope.trim());
  const needs = [...documents.flatMap(([, text]) => needsOf(text)), ...Object.values(TOPIC_SCOPES).map((scope) => [scope])];
  // tagsAdd and tagsRemove need whatever the object that they touch needs; ours are customers.
  if (documents.some(([, text]) => /\b(tagsAdd|tagsRemove)\b/.test(text))) needs.push(["write_customers"]);
  // Opens orders older than 60 days to the operations that read orders; no operation needs it.
  needs.push(["read_all_orders"]);
  // The storefront's form is passed on to us (app/routes/proxy.opt-in.ts).
  needs.push(["write_app_proxy"]);
  const unmet = needs.filter((any) => !any.some((scope) => asked.includes(scope)));
  expect(unmet).toEqual([]);
  // Of several that would do, we ask for one; a scope that meets no need is one too many.
  expect(asked.filter((scope) => !needs.some((any) => any.includes(scope)))).toEqual([]);
});

test("Every topic of shopify.app.toml has a reader, every reader a subscription, all at one door.", () => {
  const subscribed = toml.webhooks.subscriptions.flatMap((subscription) => [...(subscription.topics ?? []), ...(subscription.compliance_topics ?? [])]);
  expect([...subscribed].sort()).toEqual(Object.keys(TOPICS).sort());
  expect(new Set(toml.webhooks.subscriptions.map((subscription) => subscription.uri))).toEqual(new Set(["/webhooks"]));
  expect(toml.webhooks.api_version).toBe("2026-10");
});
