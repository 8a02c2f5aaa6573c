// Attentive's bulk jobs and their files: one JSON line a record, at another host, behind a signed address,
// for two weeks. The names inside a line are not published; these are a guess.
import { createHash } from "node:crypto";
import { days } from "#app/lib/time.ts";
import type { Job } from "../account.ts";
import { type Ask, type Call, type Ground, type Operation, Refused, type Reply, reply } from "../platform.ts";
import { refusal } from "./answers.ts";

export const FILES_HOST = "bulk-results.attentivemobile.com";
const KEPT_MS = days(14);

const signatureOf = (job: Job): string => createHash("sha256").update(`attentive/${job.id}`).digest("hex").slice(0, 24);

function one({ account, params, now }: Call) {
  const job = account.jobs.get(params["id"] ?? "");
  if (!job || job.createdMs + KEPT_MS <= now) throw new Refused(refusal(404, "Bulk job not found"));
  const done = job.state !== "running";
  return reply(200, { bulkJobId: job.id, status: done ? "COMPLETED" : "IN_PROGRESS", totalRecords: job.total, ...(done ? { url: `https://${FILES_HOST}/${job.id}.jsonl?signature=${signatureOf(job)}` } : {}) });
}

/** The file of a job that came to nothing is not there. */
export function file(ground: Ground, ask: Ask): Reply | undefined {
  if (ask.host !== FILES_HOST) return undefined;
  const [, id = ""] = /^\/([\w-]+)\.jsonl$/.exec(ask.path) ?? [];
  const job = ground.accounts("attentive").map((account) => account.jobs.get(id)).find(Boolean);
  if (job?.state !== "done" || ask.query.get("signature") !== signatureOf(job) || job.createdMs + KEPT_MS <= ground.now()) return { status: 403, headers: { "content-type": "application/xml" }, body: "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>" };
  const lines = job.results.map((result) => JSON.stringify({ request: result.payload, response: { status: result.ok ? "SUCCESS" : "FAILURE", message: result.reason ?? "" } }));
  return { status: 200, headers: { "content-type": "application/jsonl" }, body: lines.map((line) => `${line}\n`).join("") };
}

export const jobOperations: Operation[] = [{ name: "getBulkJobStatus", method: "GET", path: "/v2/bulk/job/{id}", limit: "bulk", run: one }];
