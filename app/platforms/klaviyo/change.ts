// Who is on a list, or holds its key in a property. Additions are import jobs, whose errors name people; removals from a
// list need profile ids, which are looked up where we do not hold them. A batch that is refused as a whole goes on
// without those whom Klaviyo points at, or in halves. Consent is never written: no field of it is sent.
import { z } from "zod";
import type { Member, PlatformAnswer, PlatformRequest, Credentials } from "../adapter.ts";
import { emailOf, halves, idOf, Known, nothingKnown, noting, outcomes, phoneOf, Range, ranges, sameEmail, samePhone, within } from "../people.ts";
import { bodyOf, type CommandOf, done, isOk, next, type Next, type Part, pollMs, POLLS_MAX, query, segment, unreadable } from "../step.ts";
import { gone, handleOf, isList, LOOKUP_MAX, lookupPath, Profiles, type By } from "./place.ts";
import { type Bodies, cursorOf, NAME, One, pointedAt, PROPERTY, refused, request, why } from "./request.ts";

type Change = CommandOf<"change">;

/** Among the ids: was looked for, and is not there. */
const NOBODY = "";

const IMPORT_MAX = 10_000;
const REMOVE_MAX = 1_000;

const Progress = z.object({
  at: z.enum(["submit", "job", "errors", "ids", "remove", "check"]),
  /** What is left of the people. The first range is under way. */
  todo: z.array(Range),
  /** The import job under way. */
  job: z.string().nullable(),
  polls: z.number().int(),
  cursor: z.string().nullable(),
  /** Errors of the job that name nobody. */
  nameless: z.number().int(),
  known: Known,
});
type Progress = z.infer<typeof Progress>;

export const change: Part<Change, Progress> = {
  progress: Progress,
  start: (command) => {
    const nobody = command.people.flatMap((person) => (idOf(person) ?? emailOf(person) ?? phoneOf(person) ? [] : [person.customerId]));
    const known = noting(nothingKnown(), "refused", nobody, "There is neither an email address nor a phone number that Klaviyo takes.");
    if (isList(command.place) && command.place.ref === null) return gone(command.place);
    const size = command.op === "remove" && isList(command.place) ? REMOVE_MAX : IMPORT_MAX;
    return onward(command, { at: "submit", todo: ranges(command.people, size), job: null, polls: 0, cursor: null, nameless: 0, known });
  },
  request: (command, progress, credentials) => requestAt(command, progress, credentials),
  proceed: (command, progress, answer) => {
    switch (progress.at) {
      case "submit": return submitted(command, progress, answer);
      case "job": return polled(command, progress, answer);
      case "errors": return errorsRead(command, progress, answer);
      case "ids": return idsRead(command, progress, answer);
      case "remove": return removed(command, progress, answer);
      case "check": return answer.status === 404 ? gone(command.place) : isOk(answer) ? onward(command, divided(command, progress)) : refused(answer);
    }
  },
};

type Open = { person: Member; profile: string | null };

/** Those of the range under way for whom nothing is settled yet. Whom Klaviyo does not know is on none of its lists. */
function open(command: Change, { todo, known }: Progress): Open[] {
  return within(command.people, todo[0]).flatMap((person) => {
    const found = known.ids[person.customerId];
    const settled = [known.refused, known.skipped, known.unknown].some((by) => by[person.customerId] !== undefined) || (command.op === "remove" && found === NOBODY);
    return settled ? [] : [{ person, profile: found === undefined || found === NOBODY ? idOf(person) : found }];
  });
}

const customers = (people: readonly Open[]) => people.map(({ person }) => person.customerId);

/** The next thing to do for the range under way, or for the one after it. */
function onward(command: Change, progress: Progress): Next<Progress> {
  const people = open(command, progress);
  if (progress.todo.length === 0) return done(outcomes(command.people, progress.known));
  if (people.length === 0) return onward(command, { ...progress, todo: progress.todo.slice(1) });
  if (command.op === "add") return next({ ...progress, at: "submit", job: null, polls: 0, cursor: null, nameless: 0 });
  if (lookup(command, progress) !== null) return next({ ...progress, at: "ids" });
  return next({ ...progress, at: isList(command.place) ? "remove" : "submit", job: null, polls: 0, cursor: null, nameless: 0 });
}

const overWith = (command: Change, progress: Progress): Next<Progress> => onward(command, { ...progress, todo: progress.todo.slice(1) });

/** Up to a hundred people without a known profile, by one kind of identifier. */
function lookup(command: Change, progress: Progress): { by: By; people: { customer: string; value: string }[] } | null {
  const missing = open(command, progress).flatMap(({ person, profile }) => {
    const handle = profile === null && progress.known.ids[person.customerId] === undefined ? handleOf(person) : null;
    return handle ? [{ customer: person.customerId, ...handle }] : [];
  });
  const by = missing[0]?.by;
  return by === undefined ? null : { by, people: missing.filter((one) => one.by === by).slice(0, LOOKUP_MAX) };
}

function requestAt(command: Change, progress: Progress, credentials: Credentials): PlatformRequest {
  const list = `/api/lists/${segment(command.place.ref ?? "")}`;
  const job = `/api/profile-bulk-import-jobs/${segment(progress.job ?? "")}`;
  switch (progress.at) {
    case "submit": return request(credentials, "bulk_import_profiles", "POST", "/api/profile-bulk-import-jobs", "imports", importing(command, progress));
    case "job": return request(credentials, "get_bulk_import_profiles_job", "GET", job, "jobs");
    case "errors": return request(credentials, "get_errors_for_bulk_import_profiles_job", "GET", `${job}/import-errors${query({ "page[size]": "100", "page[cursor]": progress.cursor ?? undefined })}`, "jobs");
    case "ids": {
      const asked = lookup(command, progress);
      return request(credentials, "get_profiles", "GET", lookupPath(asked?.by ?? "email", (asked?.people ?? []).map(({ value }) => value), { "fields[profile]": "email,phone_number" }), "profiles");
    }
    case "remove": {
      const data = open(command, progress).flatMap(({ profile }) => (profile === null ? [] : [{ type: "profile" as const, id: profile }]));
      return request(credentials, "remove_profiles_from_list", "DELETE", `${list}/relationships/profiles`, "removals", { data });
    }
    case "check": return request(credentials, "get_list", "GET", list, "lists");
  }
}

function importing(command: Change, progress: Progress): Bodies["ImportJob"] {
  const meta = isList(command.place) ? {} : { meta: { patch_properties: { [command.op === "add" ? "append" : "unappend"]: { [PROPERTY]: command.place.key } } } };
  const data = open(command, progress).map(({ person, profile: id }) => {
    const [email, phone] = [emailOf(person), phoneOf(person)];
    // Whoever has a profile is named by it, so that nothing of the profile is written.
    const attributes = id !== null ? {} : { ...(email === null ? {} : { email }), ...(phone === null ? {} : { phone_number: phone }) };
    return { type: "profile" as const, ...(id === null ? {} : { id }), attributes, ...meta };
  });
  const lists = { relationships: { lists: { data: [{ type: "list" as const, id: command.place.ref ?? "" }] } } };
  return { data: { type: "profile-bulk-import-job", attributes: { profiles: { data } }, ...(isList(command.place) ? lists : {}) } };
}

function submitted(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (!isOk(answer)) return batchRefused(command, progress, answer);
  const job = bodyOf(One, answer);
  return job === null ? unreadable(NAME) : next({ ...progress, at: "job", job: job.data.id, polls: 0 }, pollMs(0));
}

/** The whole batch came back: without those pointed at, else in halves. A list that was deleted is told apart first. */
function batchRefused(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (answer.status === 404) return isList(command.place) ? next({ ...progress, at: "check" }) : onward(command, divided(command, progress));
  if (answer.status !== 400 && answer.status !== 409 && answer.status !== 413 && answer.status !== 422) return refused(answer);
  const sent = open(command, progress);
  const pointed = pointedAt(answer).flatMap(({ index, code }) => (sent[index] === undefined ? [] : [{ customer: sent[index].person.customerId, code }]));
  if (pointed.length === 0) return onward(command, divided(command, progress));
  return onward(command, { ...progress, known: pointed.reduce((known, { customer, code }) => noting(known, "refused", [customer], why(code)), progress.known) });
}

function divided(command: Change, progress: Progress): Progress {
  const rest = progress.todo.slice(1);
  const parts = halves(customers(open(command, progress)));
  if (parts.length > 0) return { ...progress, todo: [...parts, ...rest] };
  // A profile that is not there is on no list either.
  return command.op === "remove" ? { ...progress, todo: rest } : { ...progress, todo: rest, known: noting(progress.known, "refused", customers(open(command, progress)), why("")) };
}

const Job = z.object({ data: z.object({ attributes: z.object({ status: z.string(), failed_count: z.number().nullish() }) }) });

function polled(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (answer.status === 404 || answer.status === 410) return lostSight(command, progress, "Klaviyo no longer knows what became of its import.");
  if (!isOk(answer)) return refused(answer);
  const job = bodyOf(Job, answer)?.data.attributes;
  if (!job) return unreadable(NAME);
  if (job.status === "cancelled") return lostSight(command, progress, "Klaviyo cancelled its import.");
  if (job.status === "complete") return job.failed_count === 0 ? imported(command, progress) : next({ ...progress, at: "errors", cursor: null });
  if (progress.polls >= POLLS_MAX) return lostSight(command, progress, "Klaviyo did not finish its import.");
  return next({ ...progress, polls: progress.polls + 1 }, pollMs(progress.polls + 1));
}

const lostSight = (command: Change, progress: Progress, reason: string) => overWith(command, { ...progress, known: noting(progress.known, "unknown", customers(open(command, progress)), reason) });

const ImportErrors = z.object({
  data: z.array(z.object({ attributes: z.object({
    code: z.string().nullish(),
    source: z.object({ pointer: z.string().nullish() }).nullish(),
    original_payload: z.unknown(),
  }) })),
  links: z.object({ next: z.string().nullish() }).nullish(),
});

function errorsRead(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (answer.status === 404 || answer.status === 410) return lostSight(command, progress, "Klaviyo no longer knows what became of its import.");
  if (!isOk(answer)) return refused(answer);
  const page = bodyOf(ImportErrors, answer);
  if (page === null) return unreadable(NAME);
  const sent = open(command, progress);
  const found = page.data.map(({ attributes }) => ({ code: `${attributes.code ?? ""} ${attributes.source?.pointer ?? ""}`, customer: meant(sent, attributes.original_payload) }));
  const known = found.reduce((all, { customer, code }) => (customer === null ? all : noting(all, "refused", [customer], why(code))), progress.known);
  const nameless = progress.nameless + found.filter(({ customer }) => customer === null).length;
  const cursor = cursorOf(page.links);
  return cursor === null ? imported(command, { ...progress, known, nameless }) : next({ ...progress, known, nameless, cursor });
}

/** Whom an import error is about: it repeats what we sent. */
function meant(sent: readonly Open[], payload: unknown): string | null {
  const text = JSON.stringify(payload ?? {}).toLowerCase();
  const holds = (value: string | null) => value !== null && value !== "" && text.includes(JSON.stringify(value.toLowerCase()));
  return sent.find(({ person }) => [person.email, person.phone, person.platformId].some(holds))?.person.customerId ?? null;
}

/** The job is over. New people's profiles are looked up, and whoever has none may be one that an error did not name. */
const imported = (command: Change, progress: Progress): Next<Progress> =>
  command.op === "add" && lookup(command, progress) !== null ? next({ ...progress, at: "ids" }) : overWith(command, nameless(command, progress));

function idsRead(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (!isOk(answer)) return refused(answer);
  const asked = lookup(command, progress);
  const page = bodyOf(Profiles, answer);
  // Another command may have found out meanwhile who they are.
  if (asked === null) return command.op === "add" ? imported(command, progress) : onward(command, progress);
  if (page === null) return unreadable(NAME);
  const byEmail = new Map(page.data.map(({ id, attributes }) => [sameEmail(attributes.email ?? ""), id]));
  const byPhone = new Map(page.data.map(({ id, attributes }) => [samePhone(attributes.phone_number ?? ""), id]));
  const ids = Object.fromEntries(asked.people.map(({ customer, value }) => [customer, (asked.by === "email" ? byEmail.get(sameEmail(value)) : byPhone.get(samePhone(value))) ?? NOBODY]));
  const after = { ...progress, known: { ...progress.known, ids: { ...progress.known.ids, ...ids } } };
  return command.op === "add" ? imported(command, after) : onward(command, after);
}

function nameless(command: Change, progress: Progress): Progress {
  if (progress.nameless === 0) return progress;
  const doubtful = open(command, progress).filter(({ profile }) => profile === null);
  return { ...progress, known: noting(progress.known, "unknown", customers(doubtful), "Klaviyo left out somebody without saying whom.") };
}

function removed(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  return isOk(answer) ? overWith(command, progress) : batchRefused(command, progress, answer);
}
