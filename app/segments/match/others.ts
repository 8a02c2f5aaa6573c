// Sequences, membership of other segments, random draws, and fields of the customer.
import { createHash } from "node:crypto";
import { onWindow } from "../compile/in.ts";
import { type Attr, type Bucket, BUCKETS, type In, type Listed, type Seq } from "../definition.ts";
import { numberPasses, ratioOf } from "../exact.ts";
import type { CustomerField, Occurrence } from "../field.ts";
import type { StayFacts } from "../person.ts";
import { EVENTS } from "../events.ts";
import { secondOf, unseenBefore } from "../seq.ts";
import { passesTest } from "../value.ts";
import { agedEdge, bounds, fixedMs, isInside, stand } from "../windows.ts";
import { isUnbound } from "./agg.ts";
import { evidenceOf, type Found, NO_EVIDENCE, shown } from "./found.ts";
import { chosen, type History, isHidden, isWhole, ownInstant } from "./history.ts";

export function matchAttr(leaf: Attr, field: CustomerField, history: History): Found {
  const { ask, person } = history;
  const value = field.read(person.customer);
  const own = leaf.test.op === "in" ? ownInstant(leaf.test.window, history) : null;
  const isUnsure = field.extreme !== undefined && ask.ordersSince && !isWhole(person) && (value === null || (field.extreme === "first" && leaf.test.op !== "known" && leaf.test.op !== "unknown"));
  const stood = ask.past?.today === false && typeof field.history === "object" ? field.history.read(person.customer) : new Date(0);
  const since = field.type === "elapsed" && value instanceof Date ? Math.floor((ask.now.getTime() - value.getTime()) / 86_400_000) : value;
  return { verdict: isUnsure || stood === null || stood > ask.now ? null : passesTest(field, value, leaf.test, ask, own), value: typeof since === "number" ? shown(since, field, ask) : since, evidence: NO_EVIDENCE };
}

export function matchSeq(leaf: Seq, history: History): Found {
  const within = fixedMs(leaf.within.n, leaf.within.unit) ?? 0;
  const now = history.ask.now.getTime();
  const firsts = countedFrom(leaf, chosen({ event: leaf.event, where: leaf.first, window: leaf.window }, history));
  const seconds = chosen({ event: secondOf(leaf), where: leaf.then }, history);
  const follows = (first: Occurrence) => seconds.find((second) => second.at > first.at && second.at <= first.at + within && (!leaf.sameProduct || (productOf(first) !== null && productOf(first) === productOf(second))));
  const unseen = EVENTS[secondOf(leaf)].fromOrders && isWhole(history.person) ? null : unseenBefore(leaf, history.ask);
  const isSeen = ({ at }: Occurrence) => unseen === null || at >= unseen;
  const isOver = ({ at }: Occurrence) => !leaf.absent || at + within <= now;
  const found = firsts.find((first) => (leaf.absent ? isOver(first) && isSeen(first) && !follows(first) : follows(first)));
  const second = found && follows(found);
  const isUnsure = isHidden({ event: leaf.event, where: leaf.first, window: leaf.window }, history) || firsts.some((first) => !isSeen(first) && isOver(first) && !follows(first));
  const verdict = isUnbound(leaf, history) ? null : found ? true : isUnsure ? null : false;
  return { verdict, value: found !== undefined, evidence: evidenceOf(found ? (second ? [found, second] : [found]) : []) };
}

const productOf = ({ line, event }: Occurrence) => line?.productId ?? event?.productId ?? null;

/** From the one on that makes them often enough. */
function countedFrom({ times, sameProduct }: Seq, firsts: Occurrence[]): Occurrence[] {
  if (times === undefined) return firsts;
  const seen = new Map<string | null, number>();
  return firsts.filter((first) => {
    const key = sameProduct ? productOf(first) : null;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return (seen.get(key) ?? 0) >= times;
  });
}

/** Stays of the asked segment that had begun by now. */
export const begunStays = (leaf: In, { person, ask }: History): StayFacts[] => person.stays.filter((stay) => stay.segmentId === leaf.segment && stay.enteredAt <= ask.now);

export function matchIn(leaf: In, history: History): Found {
  const { ask } = history;
  const now = ask.now.getTime();
  const stays = begunStays(leaf, history);
  const { how } = leaf;
  const left = (stay: StayFacts) => (stay.leftAt === null ? null : stay.leftAt.getTime());
  const isOpen = (stay: StayFacts) => (left(stay) ?? Infinity) > now;
  const answer = (found: StayFacts[], verdict: boolean | null = found.length > 0, value: Found["value"] = verdict): Found => ({
    verdict, value, evidence: () => found.map((stay) => ({ kind: "stay", id: `${stay.segmentId}/${stay.stay}`, at: stay.enteredAt })),
  });
  switch (how.kind) {
    case "is": return answer(stays.filter(isOpen));
    case "was": return answer(stays);
    case "joined": return answer(stays.filter((stay) => isInside(stay.enteredAt.getTime(), how.window, ask)));
    case "left": return answer(stays.filter((stay) => left(stay) !== null && !isOpen(stay) && isInside(left(stay) ?? 0, how.window, ask)));
    case "for": return answer(stays.filter((stay) => isOpen(stay) && stay.enteredAt.getTime() < stand(agedEdge(how), ask)));
    case "on": {
      const { from, to } = bounds(onWindow(how.date), ask);
      return answer(stays.filter((stay) => stay.enteredAt.getTime() < (to ?? 0) && (isOpen(stay) || (left(stay) ?? Infinity) > (from ?? 0))));
    }
    case "times": {
      const found = stays.filter((stay) => isInside(stay.enteredAt.getTime(), how.window, ask));
      return answer(found, numberPasses(ratioOf(found.length), how.test), found.length);
    }
    default: return how satisfies never;
  }
}

export function matchList(leaf: Listed, { person }: History): Found {
  const verdict = person.lists.includes(leaf.list);
  return { verdict, value: verdict, evidence: NO_EVIDENCE };
}

export function matchBucket(leaf: Bucket, { person }: History): Found {
  const value = bucketOf(leaf.salt, person.customer.customerId);
  return { verdict: value >= leaf.from && value <= leaf.to, value, evidence: NO_EVIDENCE };
}

/** The first four bytes of an MD5, unsigned. */
export const bucketOf = (salt: string, customerId: string): number => createHash("md5").update(`${salt}:${customerId}`).digest().readUInt32BE(0) % BUCKETS;
