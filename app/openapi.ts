// Our own API as an OpenAPI 3.1 document, made of the same schemas that its doors read and answer with.
// docs/openapi.json is this, printed; a test compares.
import { z } from "zod";
import { Attributes, PublishedAttributes } from "./customers/attribute.ts";
import { PublishedStart, StartBody } from "./flows/told/start.ts";
import { EventBatch } from "./inbox/event-batch.ts";
import { PublishedDecision, SmsSegment } from "./lists/decision.ts";
import { HookBody, HookWithLog, MadeHook, NewHook, PublishedHooks } from "./outbox/hook.ts";
import { MembersQuery, PublishedMembers, PublishedMemberships, PublishedSegments } from "./segments/published.ts";

const Problem = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(),
  problems: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])).meta({ description: "Leads to the field." }), message: z.string() })).optional(),
});
const Taken = z.object({ accepted: z.number().int(), problems: z.array(z.object({ index: z.number().int().nullable(), path: z.array(z.union([z.string(), z.number()])), message: z.string() })).meta({ description: "Events that were not taken; the others were." }) });

type Operation = {
  path: string; method: "get" | "post" | "put" | "delete"; id: string; summary: string; description?: string;
  query?: z.ZodObject; headers?: { name: string; description: string }[]; body?: z.ZodType; answers: Record<number, { what: string; shape?: z.ZodType }>; refusals: number[];
};

const OPERATIONS: Operation[] = [
  { path: "/segments", method: "get", id: "listSegments", summary: "Every segment of the shop", answers: { 200: { what: "All of them.", shape: PublishedSegments } }, refusals: [] },
  { path: "/segments/{id}/members", method: "get", id: "listMembers", summary: "Who is in a segment now", description: "In pages by the customer's number. Somebody who enters or leaves while you read is met or missed; nobody comes twice.", query: MembersQuery, answers: { 200: { what: "One page.", shape: PublishedMembers } }, refusals: [404, 422] },
  { path: "/customers/{id}/segments", method: "get", id: "listSegmentsOfCustomer", summary: "The segments that a customer is in now", answers: { 200: { what: "All of them.", shape: PublishedMemberships } }, refusals: [404] },
  { path: "/customers/{id}/attributes", method: "put", id: "setAttributes", summary: "Say something of a customer that segments can ask about", body: Attributes, answers: { 200: { what: "All attributes that the customer has now.", shape: PublishedAttributes } }, refusals: [400, 404, 422] },
  { path: "/events", method: "post", id: "tellEvents", summary: "Tell what people did", description: "See events.md. Each event is read by itself; the same id again is the same event.", body: EventBatch, answers: { 202: { what: "Stored; segments follow within seconds.", shape: Taken } }, refusals: [400, 413, 422] },
  { path: "/sms/segment", method: "post", id: "addByPhone", summary: "Put whoever has a phone number on a list", description: "The same again changes nothing. Nobody becomes a customer by it, and consent to texts is neither given nor taken. Also at /api/sms/segment.", headers: [{ name: "Idempotency-Key", description: "Your own, up to 200 characters: the same key again gets the decision of the first time." }], body: SmsSegment, answers: { 202: { what: "Decided; Location names where the decision is read back.", shape: PublishedDecision } }, refusals: [400, 409, 422] },
  { path: "/decisions/{id}", method: "get", id: "readDecision", summary: "What became of such a request", description: "Kept for at least 30 days.", answers: { 200: { what: "The decision.", shape: PublishedDecision } }, refusals: [404] },
  { path: "/flows/{id}/start", method: "post", id: "startFlow", summary: "Let customers enter a flow", description: "Of a flow that is live and names your own systems among what starts it. Whether each of them may enter is decided as at any other start.", headers: [{ name: "Idempotency-Key", description: "Your own, up to 200 characters: with the same key again nobody enters twice." }], body: StartBody, answers: { 202: { what: "Told of; who is no customer of the shop is named.", shape: PublishedStart } }, refusals: [400, 404, 409, 422] },
  { path: "/webhooks", method: "get", id: "listWebhooks", summary: "The addresses that are told who enters and leaves", answers: { 200: { what: "All of them.", shape: PublishedHooks } }, refusals: [] },
  { path: "/webhooks", method: "post", id: "registerWebhook", summary: "Register an address", body: NewHook, answers: { 201: { what: "Registered. Its secret is shown this once.", shape: MadeHook } }, refusals: [400, 422] },
  { path: "/webhooks/{id}", method: "get", id: "readWebhook", summary: "One of them, and its newest calls", answers: { 200: { what: "With its log.", shape: HookWithLog } }, refusals: [404] },
  { path: "/webhooks/{id}", method: "delete", id: "deleteWebhook", summary: "Tell it no more", answers: { 204: { what: "Gone, with what waited to be told." } }, refusals: [404] },
];

const REFUSALS: Record<number, string> = {
  400: "The body is not JSON.", 401: "The key, or the signature, is not known.", 404: "There is none in this shop.", 409: "Not possible as things are.", 413: "The body is too large.",
  422: "What was sent is not as it must be; `problems` says where.", 429: "Too many calls; Retry-After says when to go on.",
};

const shapeOf = (shape: z.ZodType, io: "input" | "output") => {
  const { $schema: _, ...rest } = z.toJSONSchema(shape, { io, unrepresentable: "any" });
  return rest;
};
const content = (type: string, schema: unknown) => ({ content: { [type]: { schema } } });

function operation({ id, path, summary, description, query, headers = [], body, answers, refusals }: Operation) {
  const inPath = path.includes("{id}") ? [{ name: "id", in: "path", required: true, schema: { type: "string" } }] : [];
  const inQuery = Object.entries(query ? (shapeOf(query, "input").properties ?? {}) : {}).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
  const inHeaders = headers.map((header) => ({ ...header, in: "header", required: false, schema: { type: "string" } }));
  return {
    operationId: id, summary, ...(description && { description }), parameters: [...inPath, ...inQuery, ...inHeaders],
    ...(body && { requestBody: { required: true, ...content("application/json", shapeOf(body, "input")) } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, { what, shape }]) => [status, { description: what, ...(shape && content("application/json", shapeOf(shape, "output"))) }])),
      ...Object.fromEntries([...new Set([...refusals, 401, 429])].sort().map((status) => [status, { description: REFUSALS[status], ...content("application/problem+json", { $ref: "#/components/schemas/Problem" }) }])),
    },
  };
}

export function openApi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const each of OPERATIONS) paths[each.path] = { ...paths[each.path], [each.method]: operation(each) };
  return {
    openapi: "3.1.0",
    info: { title: "Segue", version: "1", description: "Segments and their members of one shop. api.md explains keys, signatures and webhooks." },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }],
    paths,
    webhooks: { changes: { post: { operationId: "toldOfChanges", summary: "Who entered or left, to each registered address; answer with any 2xx within 10 seconds", requestBody: { required: true, ...content("application/json", shapeOf(HookBody, "output")) }, responses: { "2XX": { description: "Taken." } } } } },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "The shop's key of Segue's Settings, or a signature with it (api.md)." } },
      schemas: { Problem: shapeOf(Problem, "output") },
    },
  };
}

/** Every address and method, for whoever compares them with the routes. */
export const operations = (): { path: string; method: string }[] => OPERATIONS.map(({ path, method }) => ({ path, method }));
