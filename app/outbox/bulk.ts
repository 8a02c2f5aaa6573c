// One tag for many people: upload a file of variables, run a mutation over it, wait, read what came
// of each line. Each stage is committed before the next, so a kill costs one stage at most.
import { z } from "zod";
import { type HttpRequest } from "../lib/http.ts";
import { parseJson } from "../lib/json.ts";
import { minutes, seconds } from "../lib/time.ts";
import { GraphqlError } from "../shopify/admin.ts";
import type { BulkTags } from "./command.ts";
import type { Outcome } from "./deliver.ts";
import { customerGid, Payload, smallOutcome } from "./mutations.ts";

/** People in one file: some 8 MB of the 100 MB that Shopify takes. */
export const PEOPLE_MAX = 100_000;

/**
 * `known` are the bulk mutations that were there before we asked for ours: one that is not among them
 * is ours, even if the answer to our asking was lost.
 */
export const Progress = z.discriminatedUnion("stage", [
  z.object({ stage: z.literal("uploaded"), path: z.string(), known: z.array(z.string()), at: z.coerce.date() }),
  z.object({ stage: z.literal("running"), bulkId: z.string(), at: z.coerce.date() }),
]);
export type Progress = z.infer<typeof Progress>;

export const STAGE = `mutation StageTags($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) {
    stagedTargets { url parameters { name value } }
    userErrors { message }
  }
}`;

export const stageVariables = {
  input: [{ resource: "BULK_MUTATION_VARIABLES", filename: "tags.jsonl", mimeType: "text/jsonl", httpMethod: "POST" }],
};

const StagedTarget = z.object({ url: z.string(), parameters: z.array(z.object({ name: z.string(), value: z.string() })) });
export type StagedTarget = z.infer<typeof StagedTarget>;
export const Staged = z.object({
  stagedUploadsCreate: z.object({ stagedTargets: z.array(StagedTarget).nullable(), userErrors: z.array(z.object({ message: z.string() })) }).nullable(),
});

export const KNOWN = `query BulkMutations {
  bulkOperations(first: 10, query: "operation_type:mutation", sortKey: CREATED_AT, reverse: true) { nodes { id } }
}`;
export const Known = z.object({ bulkOperations: z.object({ nodes: z.array(z.object({ id: z.string() })) }) });

export const RUN = `mutation RunTags($mutation: String!, $path: String!) {
  bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path) {
    bulkOperation { id }
    userErrors { message code }
  }
}`;
export const Ran = z.object({
  bulkOperationRunMutation: z
    .object({
      bulkOperation: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ message: z.string(), code: z.string().nullish() })),
    })
    .nullable(),
});

/** The mutation that runs for each line. */
export const EACH = {
  add: "mutation AddTag($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { field message } } }",
  remove: "mutation RemoveTag($id: ID!, $tags: [String!]!) { tagsRemove(id: $id, tags: $tags) { userErrors { field message } } }",
} as const;

export const POLL = `query BulkTags($id: ID!) {
  bulkOperation(id: $id) { id status errorCode url partialDataUrl }
}`;
export const Polled = z.object({
  bulkOperation: z
    .object({ status: z.string(), errorCode: z.string().nullish(), url: z.string().nullish(), partialDataUrl: z.string().nullish() })
    .nullable(),
});

/** What a poll says to do next: wait, read a file, or start over with those of whom nothing is known. */
export type Verdict = { kind: "wait"; delayMs: number } | { kind: "read"; url: string } | { kind: "over"; reason: string };

export function verdict({ bulkOperation: operation }: z.infer<typeof Polled>, ageMs: number): Verdict {
  if (!operation) return { kind: "over", reason: "Shopify no longer knows the bulk operation." };
  if (["CREATED", "RUNNING", "CANCELING"].includes(operation.status)) {
    // Most runs are over in seconds; a long one is asked after ever less often.
    return { kind: "wait", delayMs: Math.min(Math.max(seconds(2), ageMs / 4), minutes(1)) };
  }
  const url = operation.url ?? operation.partialDataUrl;
  if (url) return { kind: "read", url };
  return { kind: "over", reason: `Shopify ended the bulk operation: ${operation.status} ${operation.errorCode ?? ""}`.trim() };
}

/** What Shopify's refusal to start means; the file's own faults send us back to the upload. */
export function refusedRun(errors: { message: string; code?: string | null | undefined }[]): Outcome & { upload?: boolean } {
  const reason = errors.map(({ message }) => message).join(" ") || "Shopify started no bulk operation.";
  const codes = errors.map(({ code }) => code);
  if (codes.includes("OPERATION_IN_PROGRESS") || codes.includes("LIMIT_REACHED")) return { kind: "later", reason, counts: false };
  if (codes.includes("INVALID_MUTATION")) return { kind: "stuck", reason };
  return { kind: "later", reason, counts: true, upload: true };
}

export function variablesFile(tag: string, people: string[]): string {
  return people.map((id) => JSON.stringify({ id: customerGid(id), tags: [tag] })).join("\n");
}

/** A form as a browser would post it; the file comes last, as the storage behind it demands. */
export function uploadRequest({ url, parameters }: StagedTarget, file: string, boundary: string): HttpRequest {
  const fields = parameters.map(({ name, value }) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="tags.jsonl"\r\ncontent-type: text/jsonl\r\n\r\n`;
  return {
    method: "POST",
    url,
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: `${fields.join("")}${head}${file}\r\n--${boundary}--\r\n`,
    timeoutMs: seconds(120),
  };
}

const Line = z.object({
  __lineNumber: z.number().int().nonnegative(),
  data: z.record(z.string(), Payload).nullish(),
  errors: z.array(GraphqlError).nullish(),
});

/** One line of the result. Null: it says nothing about anybody, so that person is asked again. */
export function readLine(op: BulkTags["op"], text: string): { line: number; outcome: "accepted" | "refused"; problem: string | null } | null {
  const read = Line.safeParse(parseJson(text));
  if (!read.success) return null;
  const kind = op === "add" ? "tagsAdd" : "tagsRemove";
  const outcome = smallOutcome(kind, read.data.data?.[kind], read.data.errors?.[0]);
  if (outcome.kind === "accepted") return { line: read.data.__lineNumber, outcome: "accepted", problem: null };
  if (outcome.kind === "refused") return { line: read.data.__lineNumber, outcome: "refused", problem: outcome.reason };
  return null;
}
