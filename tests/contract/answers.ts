// Answers that a platform might give: of the contract's own shapes, and of none.
import fc from "fast-check";
import type { PlatformAnswer, PlatformRequest } from "#app/platforms/adapter.ts";
import { type Known, matching, type Schema } from "./contract.ts";

const WORDS = ["a", "01GDDK", "complete", "processing", "COMPLETED", "IN_PROGRESS", "SUBSCRIBED", "2026-11-26T10:00:00Z", "https://files.example/r.jsonl?x=1", "https://a.klaviyo.com/api/x?page[cursor]=abc", "+15005550006", "ann@example.com", `SM${"0".repeat(32)}`];

/** Values of a schema, seldom without what may be missing. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map(valuesOf));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string": return fc.constantFrom(...WORDS);
    case "integer":
    case "number": return fc.integer({ min: 0, max: 3 });
    case "boolean": return fc.boolean();
    case "array": return fc.array(valuesOf(schema.items ?? {}), { maxLength: 3 });
    default: {
      const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, valuesOf(inner)]));
      return fc.record(properties, { requiredKeys: schema.required ?? Object.keys(properties) });
    }
  }
}

const refusals: fc.Arbitrary<PlatformAnswer> = fc.record({
  status: fc.constantFrom(400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 500, 502, 503),
  headers: fc.constantFrom<Record<string, string>>({}, { "Retry-After": "7" }, { "retry-after": "soon" }),
  body: fc.constantFrom("", "<html>", JSON.stringify({ errors: [{ code: "invalid", detail: "ann@example.com +15005550006", source: { pointer: "/data/attributes/profiles/data/0/attributes/email" } }] }), JSON.stringify({ error: { id: 5, message: "ann@example.com" } }), JSON.stringify({ code: 21610, message: "+15005550006" })),
});

const garbage: fc.Arbitrary<PlatformAnswer> = fc.record({ status: fc.constantFrom(100, 200, 202, 204, 301), headers: fc.constant({}), body: fc.constantFrom("", "null", "[]", "{}", "{\"data\":5}", "<html>ann@example.com</html>", "{\"data\":[{\"id\":1}]}") });

export function answersTo(operations: readonly Known[], request: PlatformRequest): fc.Arbitrary<PlatformAnswer> {
  const answers = Object.entries(matching(operations, request)?.operation.responses ?? {}).map(([status, { content }]) => {
    const schema = Object.values(content ?? {})[0]?.schema;
    const body = schema ? valuesOf(schema).map((value) => JSON.stringify(value)) : fc.constant("");
    return fc.record({ status: fc.constant(Number(status)), headers: fc.constant({}), body });
  });
  return fc.oneof({ weight: 8, arbitrary: fc.oneof(...(answers.length > 0 ? answers : [garbage])) }, { weight: 2, arbitrary: refusals }, { weight: 1, arbitrary: garbage });
}
