import { expect, test } from "vitest";
import { readLine, refusedRun, uploadRequest, variablesFile, verdict } from "./bulk.ts";

const polled = (status: string, rest = {}) => ({ bulkOperation: { status, ...rest } });

test.each([
  ["just begun", polled("CREATED"), 0, { kind: "wait", delayMs: 2_000 }],
  ["running for a minute", polled("RUNNING"), 60_000, { kind: "wait", delayMs: 15_000 }],
  ["running for an hour", polled("RUNNING"), 3_600_000, { kind: "wait", delayMs: 60_000 }],
  ["done", polled("COMPLETED", { url: "https://x/1" }), 0, { kind: "read", url: "https://x/1" }],
  ["done without a file", polled("COMPLETED"), 0, { kind: "over", reason: "Shopify ended the bulk operation: COMPLETED" }],
  ["failed half-way", polled("FAILED", { errorCode: "TIMEOUT", partialDataUrl: "https://x/2" }), 0, { kind: "read", url: "https://x/2" }],
  ["failed at once", polled("FAILED", { errorCode: "INTERNAL_SERVER_ERROR" }), 0, { kind: "over", reason: "Shopify ended the bulk operation: FAILED INTERNAL_SERVER_ERROR" }],
  ["cancelled", polled("CANCELED"), 0, { kind: "over", reason: "Shopify ended the bulk operation: CANCELED" }],
  ["unknown", { bulkOperation: null }, 0, { kind: "over", reason: "Shopify no longer knows the bulk operation." }],
])("A bulk operation that is %s.", (_, answer, ageMs, expected) => {
  expect(verdict(answer, ageMs)).toEqual(expected);
});

test.each([
  ["OPERATION_IN_PROGRESS", { kind: "later", counts: false }],
  ["LIMIT_REACHED", { kind: "later", counts: false }],
  ["NO_SUCH_FILE", { kind: "later", counts: true, upload: true }],
  ["INVALID_STAGED_UPLOAD_FILE", { kind: "later", counts: true, upload: true }],
  ["INVALID_MUTATION", { kind: "stuck" }],
])("Refused with %s.", (code, expected) => {
  expect(refusedRun([{ message: "No.", code }])).toMatchObject({ ...expected, reason: "No." });
});

test("The file holds one person a line; the form ends with it.", () => {
  const file = variablesFile("segue:vip", ["7", "8"]);
  expect(file).toBe('{"id":"gid://shopify/Customer/7","tags":["segue:vip"]}\n{"id":"gid://shopify/Customer/8","tags":["segue:vip"]}');
  const request = uploadRequest({ url: "https://up.test/", parameters: [{ name: "key", value: "tmp/1" }] }, file, "edge");
  expect(request.headers).toEqual({ "content-type": "multipart/form-data; boundary=edge" });
  expect(request.body).toBe([
    "--edge", 'content-disposition: form-data; name="key"', "", "tmp/1",
    "--edge", 'content-disposition: form-data; name="file"; filename="tags.jsonl"', "content-type: text/jsonl", "", file,
    "--edge--", "",
  ].join("\r\n"));
});

const line = (value: unknown) => JSON.stringify(value);

test.each([
  ["accepted", line({ data: { tagsAdd: { userErrors: [] } }, __lineNumber: 3 }), { line: 3, outcome: "accepted", problem: null }],
  ["refused", line({ data: { tagsAdd: { userErrors: [{ message: "Too long" }] } }, __lineNumber: 0 }), { line: 0, outcome: "refused", problem: "Too long" }],
  ["refused by an error", line({ data: { tagsAdd: null }, errors: [{ message: "Bad tag" }], __lineNumber: 1 }), { line: 1, outcome: "refused", problem: "Bad tag" }],
  ["Shopify's own failure", line({ data: null, errors: [{ message: "Oops", extensions: { code: "INTERNAL_SERVER_ERROR" } }], __lineNumber: 1 }), null],
  ["cut off", '{"data":{"tagsAdd":{"userEr', null],
  ["without its number", line({ data: { tagsAdd: { userErrors: [] } } }), null],
])("A line of the result: %s.", (_, text, expected) => {
  expect(readLine("add", text)).toEqual(expected);
});
