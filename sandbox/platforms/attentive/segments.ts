// Attentive's segments (v2, open beta): named by the caller's external id, members added and removed by
// jobs of up to 10,000. Nobody can ask who is in one. Deleting archives.
import { z } from "zod";
import { type Account, aPlace, join, type Job, type Place } from "../account.ts";
import { isRefused } from "../faults.ts";
import { uuid } from "../ids.ts";
import { isLeftOut, startJob } from "../jobs.ts";
import { find } from "../people.ts";
import { type Call, type Ground, nothing, type Operation, Refused, reply } from "../platform.ts";
import { Email, invalid, Phone, read, refusal, userOf } from "./answers.ts";

const name = z.string().min(1).max(240);
const description = z.string().min(2).max(500);
const Create = z.strictObject({ name, description: description.optional(), externalId: z.string().min(1).max(255).optional() });
const Patch = z.strictObject({ name: name.optional(), description: description.optional() });
const Member = z.strictObject({ email: Email.optional(), phone: Phone.optional(), clientUserId: z.string().min(1).max(100).optional() }).refine((member) => Object.values(member).some((value) => value !== undefined), "needs an email, a phone or a clientUserId");
const Members = z.strictObject({ externalId: z.string().min(1), members: z.array(Member).min(1).max(10_000) });
export const ADD = "segment add";
export const REMOVE = "segment remove";

const resource = (place: Place) => ({ externalId: place.ref, name: place.name, description: place.description, created: new Date(place.createdMs).toISOString(), updated: new Date(place.updatedMs).toISOString() });

function segmentNamed(account: Account, ref: string): Place {
  const place = account.places.get(ref);
  if (place && !place.archived) return place;
  throw new Refused(refusal(404, "Segment not found"));
}

function create({ account, ask, now }: Call) {
  const body = read(ask, Create);
  const ref = body.externalId ?? uuid(account, "segment");
  if (account.places.get(ref)?.archived === false) throw invalid("A segment with this externalId exists already.");
  const place = aPlace(account, ref, body.name, body.description ?? "", now);
  return reply(201, { externalId: place.ref, name: place.name, description: place.description });
}

const Limit = z.coerce.number().int().min(1).max(1000).default(100);

function list({ account, ask }: Call) {
  const { query } = ask;
  const limit = Limit.safeParse(query.get("limit") ?? undefined);
  if (!limit.success) throw invalid("limit must be between 1 and 1000.");
  const since = query.get("updatedSince");
  const start = Number(query.get("cursor") ?? 0) || 0;
  const found = [...account.places.values()].filter((place) => !place.archived && (!query.get("name") || place.name === query.get("name")) && (!query.get("externalId") || place.ref === query.get("externalId")) && (!since || place.updatedMs >= Date.parse(since)));
  const hasMore = found.length > start + limit.data;
  return reply(200, { segments: found.slice(start, start + limit.data).map(resource), ...(hasMore ? { cursor: String(start + limit.data) } : {}), hasMore });
}

function patch({ account, ask, params, now }: Call) {
  const place = segmentNamed(account, params["id"] ?? "");
  const body = read(ask, Patch);
  Object.assign(place, { name: body.name ?? place.name, description: body.description ?? place.description, updatedMs: now });
  return reply(200, resource(place));
}

function archive({ account, params }: Call) {
  segmentNamed(account, params["id"] ?? "").archived = true;
  return nothing(204);
}

function change(call: Call, kind: string, word: string) {
  const { externalId, members } = read(call.ask, Members);
  segmentNamed(call.account, externalId);
  const job = startJob(call, { id: uuid(call.account, "job"), kind, place: externalId, items: members });
  return reply(202, { message: `Bulk segment member ${word} job successfully submitted`, batchJobId: job.id });
}

export function finishMembers(ground: Ground, account: Account, job: Job) {
  const place = account.places.get(job.place ?? "");
  for (const [index, raw] of job.items.entries()) {
    const member = Member.parse(raw);
    const keys = { ...member, externalId: member.clientUserId };
    const known = find(account.people, keys);
    const reason = !place || place.archived ? "The segment is archived." : isRefused(member) ? "Invalid phone number or email." : isLeftOut(ground, account, job, index) ? "The member could not be processed." : !known && (job.kind === REMOVE || account.strangers === "refuse") ? "User not found." : null;
    if (reason !== null || !place) {
      job.results.push({ index, ok: false, reason, personId: null, payload: member });
      continue;
    }
    const person = userOf(account, keys, ground.now());
    if (job.kind === ADD) join(account, place, person.id);
    else place.members.delete(person.id);
    job.results.push({ index, ok: true, reason: null, personId: person.id, payload: member });
  }
}

const limit = "bulk";
export const segmentOperations: Operation[] = [
  { name: "createSegment", method: "POST", path: "/v2/segments", limit, scope: "segments:write", run: create },
  { name: "listSegments", method: "GET", path: "/v2/segments", limit, scope: "segments:read", run: list },
  { name: "getSegmentByExternalId", method: "GET", path: "/v2/segments/external/{id}", limit, scope: "segments:read", run: ({ account, params }) => reply(200, resource(segmentNamed(account, params["id"] ?? ""))) },
  { name: "patchSegmentByExternalId", method: "PATCH", path: "/v2/segments/external/{id}", limit, scope: "segments:write", run: patch },
  { name: "deleteSegmentByExternalId", method: "DELETE", path: "/v2/segments/external/{id}", limit, scope: "segments:write", run: archive },
  { name: "postBulkSegmentMembers", method: "POST", path: "/v2/bulk/segments/members", limit, scope: "segments:write", run: (call) => change(call, ADD, "add") },
  { name: "deleteBulkSegmentMembers", method: "DELETE", path: "/v2/bulk/segments/members", limit, scope: "segments:write", run: (call) => change(call, REMOVE, "removal") },
];
