// What we send to Shopify, held against Shopify's own schema.
import { type DocumentNode, NoDeprecatedCustomRule, parse, specifiedRules, validate } from "graphql";
import { expect, test } from "vitest";
import { adminSchema } from "#sandbox/schema/admin.ts";
import { EACH, KNOWN, POLL, RUN, STAGE } from "./bulk.ts";
import { smallDocument } from "./mutations.ts";

const problems = (document: DocumentNode) => validate(adminSchema(), document, [...specifiedRules, NoDeprecatedCustomRule]).map(({ message }) => message);

test.each([
  ["one tag change", smallDocument([{ kind: "tagsAdd" }])],
  ["one of each", smallDocument([{ kind: "personTagAdd" }, { kind: "personTagRemove" }, { kind: "metafieldSet" }, { kind: "flowEvent" }, { kind: "flowTrigger" }, { kind: "smsOptIn" }, { kind: "customerCreate" }, { kind: "smsOptOut" }, { kind: "emailOptOut" }])],
  ["25 tag changes", smallDocument(Array.from({ length: 25 }, (_, i) => ({ kind: i % 2 ? ("tagsAdd" as const) : ("tagsRemove" as const) })))],
  ["the stage for a file", STAGE],
  ["the list of bulk mutations", KNOWN],
  ["the start of a bulk mutation", RUN],
  ["its poll", POLL],
  ["what it adds for each line", EACH.add],
  ["what it removes for each line", EACH.remove],
])("The operation for %s is valid, and nothing in it is deprecated.", (_, document) => {
  expect(problems(parse(document))).toEqual([]);
});
