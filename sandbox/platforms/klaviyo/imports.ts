// Klaviyo's bulk import of profiles: taken whole or not at all by its shape, then person by person, with an
// import error for each that was refused. Adds to lists without touching consent.
import { z } from "zod";
import { days } from "#app/lib/time.ts";
import { type Account, join, type Job } from "../account.ts";
import { ulid } from "../ids.ts";
import { isLeftOut, startJob } from "../jobs.ts";
import { type Call, type Ground, type Operation, Refused } from "../platform.ts";
import { HOST, ok, pageOf, problem, read } from "./answers.ts";
import { listNamed } from "./lists.ts";
import { asksConsent, faultOf, Item, resource as profile, time, upsert } from "./profiles.ts";

const Body = z.strictObject({
  data: z.strictObject({
    type: z.literal("profile-bulk-import-job"),
    attributes: z.strictObject({ profiles: z.strictObject({ data: z.array(Item).min(1).max(10_000) }) }),
    relationships: z.strictObject({ lists: z.strictObject({ data: z.array(z.strictObject({ type: z.literal("list"), id: z.string() })).max(1) }) }).optional(),
  }),
});
export const KIND = "profile-bulk-import-job";
const KEPT_MS = days(7);

function start(call: Call) {
  const { data } = read(call.ask, Body);
  const list = data.relationships?.lists.data[0]?.id ?? null;
  if (list !== null) listNamed(call.account, list, "/data/relationships/lists/data/0/id");
  const job = startJob(call, { id: ulid(call.account, "import"), kind: KIND, place: list, items: data.attributes.profiles.data });
  return ok(202, { data: resource(job), links: { self: `${HOST}/api/${KIND}s/${job.id}/` } });
}

export function finishImport(ground: Ground, account: Account, job: Job) {
  const list = job.place === null ? undefined : account.places.get(job.place);
  const now = ground.now();
  for (const [index, raw] of job.items.entries()) {
    const item = Item.parse(raw);
    const fault = faultOf(item) ?? (isLeftOut(ground, account, job, index) ? { detail: "Invalid input.", pointer: "" } : null);
    if (fault) {
      job.results.push({ index, ok: false, reason: `${fault.pointer}\n${fault.detail}`, personId: null, payload: item });
      continue;
    }
    const { person } = upsert(account, item, now);
    if (list) join(account, list, person.id);
    job.results.push({ index, ok: true, reason: null, personId: person.id, payload: null });
  }
}

function resource(job: Job) {
  const failed = job.results.filter((result) => !result.ok).length;
  const done = job.state === "done";
  const related = (what: string) => ({ links: { self: `${HOST}/api/${KIND}s/${job.id}/relationships/${what}/`, related: `${HOST}/api/${KIND}s/${job.id}/${what}/` } });
  return {
    type: KIND, id: job.id,
    attributes: {
      status: job.state === "running" ? "processing" : done ? "complete" : "cancelled", created_at: time(job.createdMs), total_count: job.total, completed_count: job.results.length - failed, failed_count: failed,
      completed_at: done ? time(job.finishMs) : null, expires_at: time(job.createdMs + KEPT_MS), started_at: time(job.createdMs),
    },
    relationships: { lists: { data: job.place ? [{ type: "list", id: job.place }] : [], ...related("lists") }, profiles: related("profiles"), "import-errors": { links: { related: `${HOST}/api/${KIND}s/${job.id}/import-errors/` } } },
    links: { self: `${HOST}/api/${KIND}s/${job.id}/` },
  };
}

/** A job is kept for seven days. */
function jobNamed({ account, params, now }: Call): Job {
  const job = account.jobs.get(params["id"] ?? "");
  if (job && job.kind === KIND && job.createdMs + KEPT_MS > now) return job;
  throw new Refused(problem(404, "not_found", "Not found.", "A profile-bulk-import-job with the id does not exist.", "/data/id"));
}

const one = (call: Call) => ok(200, { data: resource(jobNamed(call)), links: { self: `${HOST}${call.ask.path}` } });

function all(call: Call) {
  const jobs = [...call.account.jobs.values()].filter((job) => job.kind === KIND);
  const { items, links } = pageOf(call, jobs.map((job, number) => ({ job, number })), ({ number }) => number, { usual: 20, most: 100 });
  return ok(200, { data: items.map(({ job }) => resource(job)), links });
}

function errors(call: Call) {
  const job = jobNamed(call);
  const failed = job.results.filter((result) => !result.ok).map((result, number) => ({ ...result, number }));
  const { items, links } = pageOf(call, failed, ({ number }) => number, { usual: 20, most: 100 });
  const data = items.map(({ reason, payload, index }) => {
    const [pointer = "", detail = ""] = (reason ?? "").split("\n");
    return { type: "import-error", id: `${job.id}-${index}`, attributes: { code: "invalid", title: "Invalid input.", detail, source: { pointer: `/data${pointer}` }, original_payload: payload ?? {} } };
  });
  return ok(200, { data, links });
}

function people(call: Call) {
  const done = jobNamed(call).results.filter(({ personId }) => personId !== null);
  return pageOf(call, done, ({ index }) => index, { usual: 20, most: 100 });
}

function peopleIds(call: Call) {
  const { items, links } = people(call);
  return ok(200, { data: items.map(({ personId }) => ({ type: "profile", id: personId })), links });
}

function peopleWhole(call: Call) {
  const { items, links } = people(call);
  return ok(200, { data: items.flatMap(({ personId }) => call.account.people.byId.get(personId ?? "") ?? []).map((person) => profile(person, asksConsent(call))), links });
}

const at = (path: string) => `/api/${KIND}s${path}`;
export const importOperations: Operation[] = [
  { name: "bulk_import_profiles", method: "POST", path: at(""), limit: "M", scope: "profiles:write", run: start },
  { name: "get_bulk_import_profiles_jobs", method: "GET", path: at(""), limit: "M", scope: "lists:read", run: all },
  { name: "get_bulk_import_profiles_job", method: "GET", path: at("/{id}"), limit: "M", scope: "lists:read", run: one },
  { name: "get_errors_for_bulk_import_profiles_job", method: "GET", path: at("/{id}/import-errors"), limit: "M", scope: "profiles:read", run: errors },
  { name: "get_profile_ids_for_bulk_import_profiles_job", method: "GET", path: at("/{id}/relationships/profiles"), limit: "M", scope: "profiles:read", run: peopleIds },
  { name: "get_profiles_for_bulk_import_profiles_job", method: "GET", path: at("/{id}/profiles"), limit: "M", scope: "profiles:read", run: peopleWhole },
];
