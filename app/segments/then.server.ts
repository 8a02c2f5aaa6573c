// Going back in time with a question: its size and its people as of a day that is over, and its size at
// many instants. Everything is counted anew from facts with dates; nothing is kept, because a late fact
// would make it untrue.
import type { CustomerId, SegmentId, ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { askOf } from "./ask-rows.server.ts";
import type { ShopAsk } from "./ask.ts";
import { compile } from "./compile.ts";
import { withRankings } from "./cutoff.server.ts";
import { type Definition, readDefinition } from "./definition.ts";
import { readPerson } from "./facts.server.ts";
import { limited } from "./limited.server.ts";
import { type Answer, match } from "./match.ts";
import { wasCustomer } from "./match/then.ts";
import type { PersonFacts } from "./person.ts";
import { type CustomerLine, listNamed, type Page, type Paging } from "./search-rows.server.ts";
import { askThen, endOf } from "./then.ts";
import { type Group, groupSql, recordedSince, recordedSizes, sizeOf, thenSizes, type ThenSizes } from "./then-rows.server.ts";
import { explainable } from "./why-rows.server.ts";

const TIMEOUT_MS = seconds(20);
/** One answer computes as many points as fit. */
const POINTS_MS = seconds(2);
const TOO_LONG = { problems: [{ path: [], message: `Counting took longer than ${TIMEOUT_MS / seconds(1)} seconds and was stopped.` }] };

/** today: where no history is kept, today's value stands in. */
export type Back = { day: string; today: boolean };

/** The question of the shop as of the end of a day, or of now while the day is not over. */
export async function askBack(world: World, shop: ShopId, { day, today }: Back): Promise<ShopAsk> {
  const now = await askOf(world, shop);
  return askThen(now, endOf(day, now), today, await recordedSince(world, shop));
}

type Asked = { segment: SegmentId; definition: Definition; back: Back };
export type Then = { at: Date; sizes: ThenSizes; people: Page<CustomerLine> };

export async function segmentThen(world: World, shop: ShopId, { segment, definition, back }: Asked, group: Group, paging: Paging): Promise<Then | { problems: Problem[] }> {
  const ask = await askBack(world, shop, back);
  const found = await limited(world, TIMEOUT_MS, async (inside) => {
    const verdicts = compile(definition, await withRankings(inside, ask, [definition])).verdicts();
    return { at: ask.now, sizes: await thenSizes(inside, shop, segment, verdicts), people: await listNamed(inside, shop, groupSql(shop, segment, verdicts, group), paging) };
  });
  return found ?? TOO_LONG;
}

export type Point = { day: string; size: number; unknown: number; recorded: number | null };

/** The first of the days, as many as fit into one answer, at least one. Recorded sizes are of a saved segment. */
export async function sizesOn(world: World, shop: ShopId, question: { segment: SegmentId | null; definition: Definition; today: boolean }, days: string[]): Promise<{ points: Point[] } | { problems: Problem[] }> {
  const { segment, definition, today } = question;
  const now = await askOf(world, shop);
  const recorded = await recordedSince(world, shop);
  const startedAt = world.now().getTime();
  const found = await limited(world, TIMEOUT_MS, async (inside) => {
    const points: Point[] = [];
    for (const day of days) {
      if (points.length > 0 && world.now().getTime() - startedAt > POINTS_MS) break;
      const ask = await withRankings(inside, askThen(now, endOf(day, now), today, recorded), [definition]);
      points.push({ day, ...(await sizeOf(inside, compile(definition, ask).verdicts())), recorded: null });
    }
    const written = segment === null ? [] : await recordedSizes(inside, shop, segment, points.map(({ day }) => endOf(day, now)));
    const sizes = new Map(written.map(({ at, size }) => [at.getTime(), size]));
    return { points: points.map((point) => ({ ...point, recorded: sizes.get(endOf(point.day, now).getTime()) ?? null })) };
  });
  return found ?? TOO_LONG;
}

export type WhyThen = {
  segmentId: SegmentId;
  name: string;
  definition: Definition;
  answer: Answer;
  /** Whether they were in it as it was written down at the time; null before the segment was made. */
  wasMember: boolean | null;
};

/** Every segment put to one person as of then. Null where there is no such person; no answers where they were no customer yet. */
export async function whyThen(world: World, shop: ShopId, customer: CustomerId, back: Back): Promise<{ at: Date; existed: boolean; why: WhyThen[] } | null> {
  const person = await readPerson(world, shop, customer);
  if (!person) return null;
  const asked = await askBack(world, shop, back);
  if (!wasCustomer(person, asked.now)) return { at: asked.now, existed: false, why: [] };
  const questions = (await explainable(world, shop, null)).flatMap(({ segmentId, name, definition }) => {
    const read = readDefinition(definition);
    return "definition" in read ? [{ segmentId, name, definition: read.definition }] : [];
  });
  // Where putting everybody in order takes too long, rankings are unknown and all else is answered.
  const ask = (await limited(world, TIMEOUT_MS, (inside) => withRankings(inside, asked, questions.map(({ definition }) => definition)))) ?? asked;
  const why = questions.map((question): WhyThen => ({ ...question, answer: match(question.definition, person, ask), wasMember: wasMember(person, question.segmentId, ask) }));
  return { at: ask.now, existed: true, why };
}

function wasMember({ stays }: PersonFacts, segment: number, { past, now }: ShopAsk): boolean | null {
  if ((past?.recorded[segment] ?? Infinity) > now.getTime()) return null;
  return stays.some(({ segmentId, enteredAt, leftAt }) => segmentId === segment && enteredAt <= now && (leftAt === null || leftAt > now));
}
