// The Problems screen: what is parked, in doubt, refused or paused, with its reason; try again, or let
// it be. Whatever a pump gives up lands here and nowhere else.
import { z } from "zod";
import { askHaltedOnce, entryAgain, letEntryGo, runAgain } from "../flows/run/parked-rows.server.ts";
import { doingAgain, letDoingGo } from "../flows/doing/doing-rows.server.ts";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { parseJson } from "../lib/json.ts";
import { lockMirror } from "../lib/lock.server.ts";
import type { Problem } from "../lib/problem.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { resumeCampaign } from "../messages/campaigns/campaign-change.server.ts";
import { CampaignId } from "../messages/campaigns/campaign.ts";
import { problemWords } from "../messages/campaigns/problem-words.ts";
import { retryCoupon } from "../messages/coupons/coupon.server.ts";
import { readCoupon } from "../messages/coupons/coupon-rows.server.ts";
import { CouponId } from "../messages/coupons/coupon.ts";
import { isReason, reasonOf } from "../messages/gate/reasons.ts";
import { tellDoings } from "../outbox/told-doing-rows.server.ts";
import { ConnectionId } from "../platforms/connection.ts";
import { resumeConnection } from "../platforms/connection.server.ts";
import { readConnection } from "../platforms/connection-rows.server.ts";
import { trySenderAgain } from "../platforms/sender-refused.server.ts";
import type { ImportKind } from "../shops/import-kind.ts";
import { askImports } from "../shops/rows.server.ts";
import { reconcile } from "./mirror.server.ts";
import { lineOf, offer, type Offer, type ProblemKind as Kind } from "./offer.ts";
import {
  closeLines, countStuck, dismissHook, dismissImport, dismissInbox, dismissMirror, dismissOutbox, dismissText, hookAgain, importAgain, inboxAgain, mirrorAgain, outboxAgain, parkedInbox, type Place,
  ProblemKind, segmentAgain, type Stuck, stuckRows, textAgain,
} from "./problem-rows.server.ts";
import { segmentSync } from "./segment-rows.server.ts";
import { startSync } from "./sync.server.ts";
import { readTarget } from "./target-rows.server.ts";
import { allowChange, resumeTarget } from "./target.server.ts";

const PAGE = 50;

export type ProblemPage = { problems: (Stuck & Offer)[]; /** Leads to the next page; null = this is the last. */ next: string | null };

/** The newest first, a page at a time; `cursor` is an earlier page's `next`. One that makes no sense starts from the top. */
export async function listProblems(world: World, shop: ShopId, cursor: string | null = null, limit = PAGE): Promise<ProblemPage> {
  const found = await stuckRows(world, shop, cursor === null ? null : readCursor(cursor), limit + 1);
  const problems = found.slice(0, limit).map((stuck) => ({ ...stuck, reason: sayReason(stuck), ...offer({ ...stuck, hasBody: stuck.has_body }) }));
  const last = problems.at(-1);
  return { problems, next: found.length > limit && last ? writeCursor(last) : null };
}

/** What the gate said of a text, or of a campaign by one of its texts, has its own words, and what to do about it. */
function sayReason({ kind, reason }: Stuck): string {
  if (kind === "campaign") {
    const { says, remedy } = problemWords(reason);
    return `${says} ${remedy}`;
  }
  if (kind !== "text" || !isReason(reason)) return reason;
  const { says, remedy } = reasonOf(reason);
  return `${says} ${remedy}`;
}

export const countProblems = countStuck;

/** Larger ones are nobody's, and PostgreSQL could not look for them. */
const BIGINT_MAX = 2n ** 63n - 1n;
const INT_MAX = 2n ** 31n - 1n;

export const ProblemRef = z.object({ kind: ProblemKind, id: z.string().regex(/^\d{1,19}(\/\d{1,19})?$/) }).refine(({ kind, id }) => isStorable(kind, id), { path: ["id"], message: "There is no such problem." });
export type ProblemRef = z.infer<typeof ProblemRef>;

/** A segment and a customer for a mirror's, a connection and a segment for a place's, one number for every other kind. */
function isStorable(kind: Kind, id: string): boolean {
  const [first = 0n, second] = id.split("/").map(BigInt);
  const isPlace = kind === "place" || kind === "waiting";
  if ((kind === "mirror" || isPlace) !== (second !== undefined)) return false;
  const isSmall = isPlace || kind === "mirror" || kind === "segment" || kind === "sync" || kind === "hook" || kind === "connection" || kind === "coupon" || kind === "campaign" || kind === "sender";
  return first > 0n && first <= (isSmall ? INT_MAX : BIGINT_MAX) && (second === undefined || (second > 0n && second <= (isPlace ? INT_MAX : BIGINT_MAX)));
}

const GONE: Problem[] = [{ path: [], message: "This is solved already." }];

/** Empty = it is due again. */
export function tryAgain(world: World, shop: ShopId, { kind, id }: ProblemRef): Promise<Problem[]> {
  return transact(world, async (world) => {
    const now = world.now();
    switch (kind) {
      case "inbox":
        return takeInAgain(world, shop, id, now);
      case "outbox":
        return outboxOnceMore(world, shop, id, now);
      case "import":
        return woken(world, shop, "import", await importAgain(world, shop, id, now));
      case "segment":
        return woken(world, shop, "evaluate", await segmentAgain(world, shop, id));
      case "sync":
        return resume(world, shop, SegmentId.parse(Number(id)));
      case "mirror":
        return remirror(world, shop, person(id));
      case "hook":
        return solved(await hookAgain(world, shop, id));
      case "connection":
        return reopen(world, shop, ConnectionId.parse(Number(id)));
      case "place":
      case "waiting":
        return moveOn(world, shop, kind, place(id));
      case "text":
        return (await askHaltedOnce(world, shop, id, now)) ? [] : woken(world, shop, "text", await textAgain(world, shop, id, now));
      case "coupon":
        return askForCoupon(world, shop, CouponId.parse(Number(id)));
      case "sender":
        return solved(Number(await trySenderAgain(world, shop, ConnectionId.parse(Number(id)))));
      case "doing":
        return woken(world, shop, "flow", await doingAgain(world, shop, id, now));
      case "run":
        return woken(world, shop, "flow", await runAgain(world, shop, id, now));
      case "entry":
        return woken(world, shop, "flow", await entryAgain(world, shop, id, now));
      case "campaign":
        return goOn(world, shop, CampaignId.parse(Number(id)));
      default:
        return kind satisfies never;
    }
  });
}

/** Empty = it asks for attention no more. What it was about is not done. */
export async function dismiss(world: World, shop: ShopId, { kind, id }: ProblemRef): Promise<Problem[]> {
  const now = world.now();
  switch (kind) {
    case "inbox":
      return solved(await dismissInbox(world, shop, id, now));
    case "outbox":
      return transact(world, async (world) => {
        const count = await dismissOutbox(world, shop, id, now);
        if (count > 0) await tellDoings(world, shop, [id]);
        return woken(world, shop, "mirror", count);
      });
    case "import":
      return solved(await dismissImport(world, shop, id, now));
    case "mirror":
      return transact(world, async (world) => woken(world, shop, "mirror", await dismissMirror(world, shop, person(id).segment, person(id).customer)));
    case "hook":
      return solved(await dismissHook(world, shop, id));
    case "text":
      return solved(await dismissText(world, shop, id));
    case "doing":
      return solved(await letDoingGo(world, shop, id));
    case "entry":
      return solved(await letEntryGo(world, shop, id, now));
    case "segment":
    case "sync":
      return [{ path: [], message: "Mend or switch off the segment instead: it would stay as it is." }];
    case "coupon":
      return [{ path: [], message: "End the coupon instead: it would stay as it is." }];
    case "run":
      return [{ path: [], message: "Try it again, or take the customer out of the flow instead: it would stay as it is." }];
    case "campaign":
      return [{ path: [], message: "Resume or cancel the campaign instead: it would stay as it is." }];
    case "connection":
    case "sender":
    case "place":
    case "waiting":
      return [{ path: [], message: "Mend it, pause it or remove it instead: it would stay as it is." }];
    default:
      return kind satisfies never;
  }
}

const solved = (count: number): Problem[] => (count > 0 ? [] : GONE);

async function woken(world: World, shop: ShopId, pump: "ingest" | "deliver" | "import" | "evaluate" | "mirror" | "text" | "flow", count: number): Promise<Problem[]> {
  if (count > 0) await wake(world, shop, pump);
  return solved(count);
}

/** Whoever carries it out takes it up; the other pumps find nothing. */
async function outboxOnceMore(world: World, shop: ShopId, id: string, now: Date): Promise<Problem[]> {
  const count = await outboxAgain(world, shop, id, now);
  if (count > 0) await wake(world, shop, "relay");
  return woken(world, shop, "deliver", count);
}

async function takeInAgain(world: World, shop: ShopId, id: string, now: Date): Promise<Problem[]> {
  const parked = await parkedInbox(world, shop, id);
  if (!parked) return GONE;
  const kind = lineOf(parked.subject);
  if (kind !== null) return readAnew(world, shop, kind, now);
  const { again } = offer({ kind: "inbox", subject: parked.subject, hasBody: parked.has_body });
  if (again === null) return [{ path: [], message: "What Shopify sent was deleted meanwhile: there is nothing left to try." }];
  const count = await inboxAgain(world, shop, id, now);
  // Its lane takes it up; the other one finds nothing.
  if (count > 0) await wake(world, shop, "events");
  return woken(world, shop, "ingest", count);
}

/** Whatever still cannot be read is listed again, as lines of the new export. */
async function readAnew(world: World, shop: ShopId, kind: ImportKind, now: Date): Promise<Problem[]> {
  if ((await closeLines(world, shop, kind, now)) === 0) return [{ path: [], message: "This export is still being read. Wait until it is done, then read it again." }];
  await askImports(world, shop, [kind], "asked", "", now);
  await wake(world, shop, "import");
  return [];
}

async function resume(world: World, shop: ShopId, segmentId: SegmentId): Promise<Problem[]> {
  const segment = await segmentSync(world, shop, segmentId);
  if (segment?.sync_state !== "paused") return GONE;
  return startSync(world, shop, segmentId, { tag: segment.tag ?? "", rule: segment.tag_rule });
}

type Mirrored = { segment: SegmentId; customer: CustomerId };

async function remirror(world: World, shop: ShopId, { segment: id, customer }: Mirrored): Promise<Problem[]> {
  await lockMirror(world, shop);
  const segment = await segmentSync(world, shop, id);
  if (!segment) return GONE;
  await mirrorAgain(world, shop, id, customer);
  // Where sync is off nothing is wanted, and nothing is to be taken away.
  if (segment.sync_state === "on" || segment.sync_state === "removing") await reconcile(world, shop, segment, { people: [customer], someGone: true }, world.now());
  return [];
}

/** If the platform still lets nobody in, the next call says so. */
async function reopen(world: World, shop: ShopId, id: ConnectionId): Promise<Problem[]> {
  if ((await readConnection(world, shop, id))?.state !== "broken") return GONE;
  await resumeConnection(world, shop, id);
  return [];
}

async function askForCoupon(world: World, shop: ShopId, id: CouponId): Promise<Problem[]> {
  if ((await readCoupon(world, shop, id))?.state !== "refused") return GONE;
  await retryCoupon(world, shop, id);
  return [];
}

async function goOn(world: World, shop: ShopId, id: CampaignId): Promise<Problem[]> {
  return (await resumeCampaign(world, shop, id)).problems.length > 0 ? GONE : [];
}

type Placed = { connection: ConnectionId; segment: SegmentId };

async function moveOn(world: World, shop: ShopId, kind: "place" | "waiting", of: Placed): Promise<Problem[]> {
  if (kind === "waiting") return allowChange(world, shop, of);
  if ((await readTarget(world, shop, of.connection, of.segment))?.state !== "broken") return GONE;
  await resumeTarget(world, shop, of);
  return [];
}

function place(id: string): Placed {
  const [connection, segment] = id.split("/").map(Number);
  return { connection: ConnectionId.parse(connection), segment: SegmentId.parse(segment) };
}

function person(id: string): Mirrored {
  const [segment, customer] = id.split("/");
  return { segment: SegmentId.parse(Number(segment)), customer: CustomerId.parse(customer) };
}

const Cursor = z.tuple([z.coerce.date(), ProblemKind, z.string()]);

const writeCursor = ({ at, kind, id }: Place) => Buffer.from(JSON.stringify([at.toISOString(), kind, id])).toString("base64url");

function readCursor(cursor: string): Place | null {
  const read = Cursor.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  return read.success ? { at: read.data[0], kind: read.data[1], id: read.data[2] } : null;
}
