// What the facts road and the clock road share: a level of segments put to their candidates, and
// finding the one segment that cannot be evaluated, so that the others go on.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import { Count, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { compile, type Compiled } from "./compile.ts";
import { withPins } from "./compile/pins.ts";
import { takeCuts } from "./cutoff-rows.server.ts";
import { rankingsOf } from "./cutoff.ts";
import { type Definition, readDefinition } from "./definition.ts";
import type { Cause, Moved } from "./evaluate.ts";
import { moveSome } from "./membership-rows.server.ts";
import { parkSegment, type RoadSegment, type Start, startRoad, wakeMirror } from "./road-rows.server.ts";

/** More questions in one statement cost more to plan than they save. */
const QUESTIONS_MAX = 50;

/** Roads look at the same questions again and again: each text is read once. In characters; beyond it all are forgotten. */
const READ_MAX = 20_000_000;
const read = new Map<string, Definition>();
let readSize = 0;

export function definitionOf({ segment, definition: text }: Pick<RoadSegment, "segment" | "definition">): Definition {
  const before = read.get(text);
  if (before !== undefined) return before;
  const found = readDefinition(JSON.parse(text));
  invariant("definition" in found, `the stored definition of segment ${segment} can still be read`);
  if (readSize + text.length > READ_MAX) {
    read.clear();
    readSize = 0;
  }
  read.set(text, found.definition);
  readSize += text.length;
  return found.definition;
}

export function question(segment: RoadSegment, shop: ShopId, start: Start): Pick<Compiled, "verdicts" | "members"> {
  const compiled = compile(definitionOf(segment), { ...start, shop });
  return segment.pinned ? withPins(compiled, shop, segment.segment) : compiled;
}

/** `asked` may select from `part`, which then stands first in the statement. */
export type Asked = { segment: RoadSegment; asked: Sql; part?: Sql };

/** `shared` are first parts too, from which each may select. Returns how many people moved. */
export async function moveLevel(world: World, shop: ShopId, start: Start, shared: Sql[], level: Asked[], cause: Cause): Promise<number> {
  let total = 0;
  for (let at = 0; at < level.length; at += QUESTIONS_MAX) {
    const part = level.slice(at, at + QUESTIONS_MAX);
    const questions = part.map(({ segment, asked }) => ({
      segment: segment.segment, version: segment.version, asked, members: question(segment, shop, start).members(asked),
    }));
    const moved = await moveSome(world, shop, [...shared, ...part.flatMap((each) => each.part ?? [])], questions, start.now, cause);
    total += moved.reduce((sum, { entered, left }) => sum + entered + left, 0);
    await wakeIfSynced(world, shop, part.map(({ segment }) => segment), moved);
  }
  return total;
}

export async function wakeIfSynced(world: World, shop: ShopId, segments: Pick<RoadSegment, "segment" | "synced">[], moved: Moved[]): Promise<void> {
  const movedSegments = new Set(moved.map((each) => each.segment));
  if (segments.some(({ segment, synced }) => synced && movedSegments.has(segment))) await wakeMirror(world, shop);
}

const Failure = z.object({ code: z.string().optional(), message: z.string() });

/** SQLSTATE classes that accuse the question: data, syntax, cardinality, limits, what the server cannot do. */
const QUESTIONS_OWN = ["21", "22", "42", "54", "0A"];

/**
 * After a road failed: each segment is asked alone, and one that fails alone is parked with its reason.
 * Returns how many were. If none did, the failure was not theirs and goes on to the pump's runner.
 */
export async function parkCulprits(world: World, shop: ShopId, segments: RoadSegment[], problem: unknown): Promise<number> {
  let parked = 0;
  for (const segment of segments) {
    const reason = await failureOf(world, shop, segment);
    if (reason === null) continue;
    await parkSegment(world, shop, segment.segment, segment.version, reason);
    world.log.error("segment parked", { shop, segment: segment.segment, reason });
    parked += 1;
  }
  if (parked === 0) throw problem;
  return parked;
}

async function failureOf(world: World, shop: ShopId, segment: RoadSegment): Promise<string | null> {
  try {
    await world.db.transact(async (db) => {
      const start = await startRoad({ ...world, db }, shop);
      for (const ranking of rankingsOf(definitionOf(segment)).values()) await takeCuts({ ...world, db }, { ...start, shop }, ranking);
      await db.rows(z.object({ members: Count }), sql`select count(*) as members from (${question(segment, shop, start).members()}) question`);
    });
    return null;
  } catch (thrown) {
    const failure = Failure.safeParse(thrown instanceof Error ? { code: "code" in thrown ? thrown.code : undefined, message: thrown.message } : thrown);
    if (!failure.success) throw thrown;
    const { code, message } = failure.data;
    if (code !== undefined && !QUESTIONS_OWN.some((own) => code.startsWith(own))) throw thrown;
    return `This segment could not be evaluated: ${message}`;
  }
}
