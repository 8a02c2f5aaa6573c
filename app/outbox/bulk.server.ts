// Carries a bulk command one stage further (outbox/bulk.ts says what the stages are).
import { batchesOf, textOf } from "../inbox/jsonl.ts";
import type { ShopId } from "../lib/ids.ts";
import { later } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { type Admin, admin } from "../shopify/admin.server.ts";
import { outcomeOf } from "./answer.ts";
import { assignLines, saveLines, saveProgress, unknownPeople } from "./bulk-rows.server.ts";
import {
  EACH, KNOWN, Known, POLL, Polled, Progress, RUN, Ran, readLine, refusedRun, STAGE, Staged, stageVariables, uploadRequest, variablesFile, verdict,
} from "./bulk.ts";
import type { BulkTags } from "./command.ts";
import type { Outcome } from "./deliver.ts";
import type { Leased } from "./rows.server.ts";

const LINES_MAX = 5_000;

type Work = { command: BulkTags; row: Leased; now: Date };

export async function deliverBulk(world: World, shop: ShopId, work: Work): Promise<Outcome> {
  const progress = work.row.progress === null ? null : Progress.parse(work.row.progress);
  switch (progress?.stage) {
    case undefined:
      return upload(world, shop, work);
    case "uploaded":
      return run(world, shop, work, progress);
    case "running":
      return poll(world, shop, work, progress);
    default:
      return progress satisfies never;
  }
}

/** Due at once: the next stage follows. */
const next = (now: Date): Outcome => ({ kind: "later", reason: "Under way.", counts: false, at: later(now, 1) });

async function upload(world: World, shop: ShopId, { command, row, now }: Work): Promise<Outcome> {
  const shopify = admin(world, shop);
  const people = await assignLines(world, shop, row);
  if (people === null) return { kind: "later", reason: "Another worker took over.", counts: false };
  if (people.length === 0) return { kind: "accepted" };
  const known = await listMutations(shopify);
  if (known.kind === "failed") return outcomeOf(known);
  const staged = await shopify.query(Staged, STAGE, stageVariables);
  if (staged.kind === "failed") return outcomeOf(staged);
  const target = staged.data.stagedUploadsCreate?.stagedTargets?.[0];
  const path = target?.parameters.find(({ name }) => name === "key")?.value;
  if (!target || !path) return { kind: "later", reason: "Shopify offered no place for the file.", counts: true };
  const stored = await world.http.send(uploadRequest(target, variablesFile(command.tag, people), `segue-${world.ids.uuid()}`));
  if (stored.kind === "none") return { kind: "later", reason: `The upload failed (${stored.reason}).`, counts: true };
  if (stored.status >= 300) return { kind: "later", reason: `The upload failed (${stored.status}).`, counts: true };
  await saveProgress(world, shop, row, { stage: "uploaded", path, known: known.data, at: now });
  return next(now);
}

async function run(world: World, shop: ShopId, { command, row, now }: Work, uploaded: Extract<Progress, { stage: "uploaded" }>): Promise<Outcome> {
  const shopify = admin(world, shop);
  const present = await listMutations(shopify);
  if (present.kind === "failed") return outcomeOf(present);
  // The newest first. Ours runs already where the answer to an earlier asking was lost.
  const ours = present.data.find((id) => !uploaded.known.includes(id));
  const begun = ours ? { bulkId: ours } : await begin(world, shopify, command, uploaded.path);
  if ("bulkId" in begun) {
    await saveProgress(world, shop, row, { stage: "running", bulkId: begun.bulkId, at: uploaded.at });
    return next(now);
  }
  if (begun.upload) await saveProgress(world, shop, row, null);
  return begun;
}

async function begin(world: World, shopify: Admin, { op }: BulkTags, path: string): Promise<{ bulkId: string } | ReturnType<typeof refusedRun>> {
  const ran = await shopify.query(Ran, RUN, { mutation: EACH[op], path });
  await world.point("deliver:after-run");
  if (ran.kind === "failed") return outcomeOf(ran);
  const started = ran.data.bulkOperationRunMutation;
  return started?.bulkOperation ? { bulkId: started.bulkOperation.id } : refusedRun(started?.userErrors ?? []);
}

async function listMutations(shopify: Admin) {
  const known = await shopify.query(Known, KNOWN, {});
  return known.kind === "failed" ? known : { kind: "data" as const, data: known.data.bulkOperations.nodes.map(({ id }) => id) };
}

async function poll(world: World, shop: ShopId, { command, row, now }: Work, running: Extract<Progress, { stage: "running" }>): Promise<Outcome> {
  const polled = await admin(world, shop).query(Polled, POLL, { id: running.bulkId });
  if (polled.kind === "failed") return outcomeOf(polled);
  const said = verdict(polled.data, now.getTime() - running.at.getTime());
  switch (said.kind) {
    case "wait":
      return { kind: "later", reason: "Shopify is at work on it.", counts: false, at: later(now, said.delayMs) };
    case "over":
      return startOver(world, shop, row, said.reason);
    case "read": {
      const broken = await readResult(world, shop, { command, row, now }, said.url);
      if (broken !== null) return { kind: "later", reason: `The result could not be read (${broken}).`, counts: true };
      const unknown = await unknownPeople(world, shop, row.command_id);
      return unknown === 0 ? { kind: "accepted" } : startOver(world, shop, row, `Shopify's result leaves out ${unknown} customers.`);
    }
    default:
      return said satisfies never;
  }
}

/** Those of whom nothing is known are uploaded again; adding or removing a tag twice does no harm. */
async function startOver(world: World, shop: ShopId, row: Leased, reason: string): Promise<Outcome> {
  await saveProgress(world, shop, row, null);
  return { kind: "later", reason, counts: true };
}

/** Null where the whole file was read. */
async function readResult(world: World, shop: ShopId, { command, row }: Work, url: string): Promise<string | null> {
  const stream = await world.http.stream({ method: "GET", url, headers: {}, timeoutMs: 120_000 });
  if (stream.kind === "none") return stream.reason;
  if (stream.status !== 200) return `status ${stream.status}`;
  // Of a stream that broke off, the last line may be half a line, and is nothing that can be read.
  for await (const { lines } of batchesOf(stream.chunks, { from: 0, linesMax: LINES_MAX, isWhole: () => true })) {
    await saveLines(world, shop, row, lines.flatMap((line) => readLine(command.op, textOf(line) ?? "") ?? []));
  }
  return stream.broken();
}
