// Who is in a segment at Attentive, or has its attribute. Both are jobs, whose outcome is a file with a line a person.
// An attribute is a yes or a no and nothing else: the first value fixes an attribute's type for the whole account.
import { z } from "zod";
import type { PlatformAnswer, PlatformRequest, Credentials } from "../adapter.ts";
import { halves, Known, nothingKnown, noting, outcomes, Range, ranges, within } from "../people.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, type Next, type Part, pollMs, POLLS_MAX, segment, trouble, unreadable } from "../step.ts";
import { NAME, NOBODY, refused, request, userOf } from "./request.ts";
import { linesOf } from "./result-file.ts";

type Change = CommandOf<"change">;

const MEMBERS_MAX = 10_000;
const USERS_MAX = 256;

const Progress = z.object({
  at: z.enum(["submit", "job", "file"]),
  todo: z.array(Range),
  job: z.string().nullable(),
  file: z.string().nullable(),
  polls: z.number().int(),
  known: Known,
});
type Progress = z.infer<typeof Progress>;

const isSegment = (command: Change) => command.place.model !== "property";

export const change: Part<Change, Progress> = {
  progress: Progress,
  start: (command) => {
    const nobody = command.people.flatMap((person) => (userOf(person) === null ? [person.customerId] : []));
    const todo = ranges(command.people, isSegment(command) ? MEMBERS_MAX : USERS_MAX);
    return onward(command, { at: "submit", todo, job: null, file: null, polls: 0, known: noting(nothingKnown(), "refused", nobody, NOBODY) });
  },
  request: (command, progress, credentials) => requestAt(command, progress, credentials),
  // Of a file it says that its time is over; of everything else, that we may not.
  takes: [403],
  proceed: (command, progress, answer) => {
    const forbidden = answer.status === 403 && progress.at !== "file" ? trouble(NAME, answer) : null;
    if (forbidden) return forbidden;
    switch (progress.at) {
      case "submit": return submitted(command, progress, answer);
      case "job": return polled(command, progress, answer);
      case "file": return fileRead(command, progress, answer);
    }
  },
};

type Open = { customer: string; user: NonNullable<ReturnType<typeof userOf>> };

function open(command: Change, { todo, known }: Progress): Open[] {
  return within(command.people, todo[0]).flatMap((person) => {
    const user = userOf(person);
    return user === null || known.refused[person.customerId] !== undefined ? [] : [{ customer: person.customerId, user }];
  });
}

function onward(command: Change, progress: Progress): Next<Progress> {
  if (progress.todo.length === 0) return done(outcomes(command.people, progress.known));
  if (open(command, progress).length === 0) return onward(command, { ...progress, todo: progress.todo.slice(1) });
  return next({ ...progress, at: "submit", job: null, file: null, polls: 0 });
}

const overWith = (command: Change, progress: Progress, known: Known) => onward(command, { ...progress, known, todo: progress.todo.slice(1) });

function requestAt(command: Change, progress: Progress, credentials: Credentials): PlatformRequest {
  if (progress.at === "job") return request(credentials, "getBulkJobStatus", "GET", `/v2/bulk/job/${segment(progress.job ?? "")}`, "bulk");
  if (progress.at === "file") return fileRequest(progress.file ?? "", credentials);
  const users = open(command, progress).map(({ user }) => user);
  if (isSegment(command)) {
    const [operation, method] = command.op === "add" ? (["postBulkSegmentMembers", "POST"] as const) : (["deleteBulkSegmentMembers", "DELETE"] as const);
    return request(credentials, operation, method, "/v2/bulk/segments/members", "bulk", { externalId: command.place.key, members: users });
  }
  const attributes = { custom: { [command.place.key]: command.op === "add" } };
  return request(credentials, "postBulkUserAttributes", "POST", "/v2/bulk/user/attributes", "bulk", { users: users.map((identifiers) => ({ identifiers, attributes })) });
}

/** The file may lie on another host, which is never shown our token. */
function fileRequest(address: string, credentials: Credentials): PlatformRequest {
  const { origin, host, pathname, search } = new URL(address);
  const path = `${pathname}${search}`;
  const authorized = request(credentials, "getResultFile", "GET", path, "file");
  return host === "api.attentivemobile.com" ? authorized : { ...authorized, origin, headers: { accept: "*/*" } };
}

const Submitted = z.object({ batchJobId: z.string() });

function submitted(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (isOk(answer)) {
    const job = bodyOf(Submitted, answer);
    return job === null ? unreadable(NAME) : next({ ...progress, at: "job", job: job.batchJobId, polls: 0 }, pollMs(0));
  }
  if (answer.status === 404) return isSegment(command) ? fail("gone", `The segment “${command.place.name}” is no longer at Attentive. Somebody may have archived it there.`) : refused(answer);
  if (answer.status !== 400 && answer.status !== 413 && answer.status !== 422) return refused(answer);
  const rest = progress.todo.slice(1);
  const parts = halves(open(command, progress).map(({ customer }) => customer));
  if (parts.length > 0) return onward(command, { ...progress, todo: [...parts, ...rest] });
  return overWith(command, progress, noting(progress.known, "refused", open(command, progress).map(({ customer }) => customer), "Attentive did not take this person."));
}

const Job = z.object({ status: z.string(), url: z.string().nullish(), totalRecords: z.number().nullish() });

/** Its two documents name the states differently; whatever we do not know goes on. */
function polled(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (answer.status === 404 || answer.status === 410) return lostSight(command, progress, "Attentive no longer knows what became of its job.");
  if (!isOk(answer)) return refused(answer);
  const job = bodyOf(Job, answer);
  if (job === null) return unreadable(NAME);
  if (/^(FAILED|CANCELLED|CANCELED)$/i.test(job.status)) return lostSight(command, progress, "Attentive did not carry its job out.");
  // Where it offers no file it says that all went well.
  if (/^COMPLETED$/i.test(job.status)) return isFile(job.url ?? "") ? next({ ...progress, at: "file", file: job.url ?? null }) : overWith(command, progress, progress.known);
  if (progress.polls >= POLLS_MAX) return lostSight(command, progress, "Attentive did not finish its job.");
  return next({ ...progress, polls: progress.polls + 1 }, pollMs(progress.polls + 1));
}

const isFile = (address: string) => URL.canParse(address) && new URL(address).protocol === "https:";

function lostSight(command: Change, progress: Progress, reason: string): Next<Progress> {
  return overWith(command, progress, noting(progress.known, "unknown", open(command, progress).map(({ customer }) => customer), reason));
}

/** Whoever has no line of their own is asked for again. */
function fileRead(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (!isOk(answer)) return lostSight(command, progress, "Attentive's file of outcomes cannot be read any more.");
  const sent = open(command, progress);
  const lines = linesOf(answer.body, sent.map(({ user }) => user));
  const known = sent.reduce((all, { customer }, place) => {
    const line = lines[place] ?? null;
    if (line === null) return noting(all, "unknown", [customer], "Attentive's file of outcomes does not name this person.");
    if (line === "accepted") return all;
    // Whom Attentive does not know is in none of its segments.
    if (line === "absent") return command.op === "remove" ? all : noting(all, "skipped", [customer], "Attentive does not know this person as a subscriber.");
    return noting(all, "refused", [customer], "Attentive did not take this person.");
  }, progress.known);
  return overWith(command, progress, known);
}
