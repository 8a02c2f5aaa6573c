// What a platform takes now and does later. A job is done by the first look at the account after its time.
import { minutes } from "#app/lib/time.ts";
import type { Account, Job } from "./account.ts";
import { magicIn } from "./faults.ts";
import type { Call, Ground } from "./platform.ts";

const SLOW_MS = minutes(10);
const EVERY_SECOND = 0.5;
const NEVER = Number.MAX_SAFE_INTEGER;

export function startJob({ ground, account, ask, now }: Call, what: { id: string; kind: string; place: string | null; items: unknown[] }): Job {
  const { faults } = account;
  const magic = magicIn(ask.body);
  const chance = ground.chance(`job/${account.platform}/${account.number}/${account.counter}`);
  const ms = chance.whole(...faults.jobMs);
  const finishMs = faults.jobStall ? NEVER : now + (magic.has("slow") ? SLOW_MS : ms);
  const ends = chance.happens(faults.jobExpire) || magic.has("expire") ? "expired" : "done";
  const partly = magic.has("partly") ? EVERY_SECOND : faults.jobPartly;
  const job: Job = { ...what, state: "running", createdMs: now, finishMs, total: what.items.length, ends, partly, results: [] };
  account.jobs.set(job.id, job);
  ground.plan(account, { atMs: finishMs, kind: "job", id: job.id });
  return job;
}

/** Is the person at `index` among those that a job with faults refuses? */
export function isLeftOut(ground: Ground, account: Account, job: Job, index: number): boolean {
  if (job.partly === 0) return false;
  if (job.partly === EVERY_SECOND) return index % 2 === 1;
  return ground.chance(`partly/${account.platform}/${job.id}/${index}`).happens(job.partly);
}
