// Numbered cut-offs as rows: the latest of each ranking comes with the shop, and new ones are taken by
// putting everybody in order once.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { ShopAsk } from "./ask.ts";
import { rankedValues, scoredSums } from "./compile.ts";
import type { Cut, Cutoff, Cutoffs, Taken as Asked } from "./cutoff.ts";
import { cutsFor, type Ranking } from "./ranked.ts";
import { BEST_PART, type Scoring } from "./score.ts";

const CutRow = z.object({ top: z.string(), bottom: z.string() });
const CutoffRow = z.object({ number: Count, at: z.number().transform((ms) => new Date(ms)), people: Count, cuts: z.record(z.string(), CutRow) });

export const CutoffRows = z.record(z.string(), CutoffRow) satisfies z.ZodType<Cutoffs>;

/** As one column, within a statement on `shop`. */
export const cutoffsSql = (shop: ShopId): Sql => sql`(
  select coalesce(json_object_agg(k.ranking, json_build_object('number', k.number, 'at', round(extract(epoch from k.at) * 1000)::float8, 'people', k.people, 'cuts', k.cuts)), '{}')
  from cutoff k where k.shop_id = ${shop} and k.latest)`;

const Taken = z.object({ name: z.string(), people: Count, top: z.string(), bottom: z.string() });

type Cuts = Pick<Cutoff, "people" | "cuts">;

export const takeCuts = (world: World, ask: ShopAsk, asked: Asked): Promise<Cuts> => ("numbers" in asked ? takeScore(world, ask, asked) : takeRanking(world, ask, asked));

/** The average of the shop, message by message, and where its best stand once they are drawn to it. */
async function takeScore(world: World, ask: ShopAsk, scoring: Scoring): Promise<Cuts> {
  const sums = scoredSums(scoring, ask);
  if (sums === null) return { people: 0, cuts: {} };
  const draw = sql`${scoring.numbers.draw}::numeric`;
  const rows = await world.db.rows(Taken, sql`
    with scored as materialized (${sums}),
    mean as (select count(*) as people, sum(s.top) as top, sum(s.bottom) as bottom from scored s),
    drawn as (
      select row_number() over (order by v.top / v.bottom desc, v.customer_id) as place, v.top, v.bottom
      from (select s.customer_id, s.top * mean.bottom + ${draw} * mean.top as top, (s.bottom + ${draw}) * mean.bottom as bottom from scored s cross join mean) v)
    select 'mean' as name, mean.people, mean.top::text as top, mean.bottom::text as bottom from mean where mean.people > 0
    union all
    select 'best', mean.people, drawn.top::text, drawn.bottom::text from mean join drawn on drawn.place = ceil(mean.people * ${String(BEST_PART.top)}::numeric / ${String(BEST_PART.bottom)}::numeric)
    order by name`);
  return { people: rows[0]?.people ?? 0, cuts: Object.fromEntries(rows.map(({ name, top, bottom }) => [name, { top, bottom }])) };
}

/** Puts in order everybody who has such a number, the highest first; between equals it does not matter whose value is read. */
async function takeRanking(world: World, ask: ShopAsk, { of, among, place }: Ranking): Promise<Cuts> {
  const specs = cutsFor(place);
  const rows = await world.db.rows(Taken, sql`
    with ranked as materialized (
      select row_number() over (order by v.top / v.bottom desc, v.customer_id) as place, count(*) over () as people, v.top, v.bottom
      from (${rankedValues(of, among, ask)}) v),
    cut as (
      select spec.name, spec.from_top, least(spec.people, ceil(counted.people * spec.part_top / spec.part_bottom)) as place, counted.people
      from unnest(${specs.map(({ name }) => name)}::text[], ${specs.map(({ from }) => from === "top")}::boolean[], ${specs.map(({ people }) => people)}::bigint[],
        ${specs.map(({ part }) => String(part.top))}::numeric[], ${specs.map(({ part }) => String(part.bottom))}::numeric[]) as spec (name, from_top, people, part_top, part_bottom)
      cross join (select count(*) as people from ranked) counted)
    select cut.name, cut.people, trim_scale(ranked.top)::text as top, trim_scale(ranked.bottom)::text as bottom
    from cut join ranked on ranked.place = case when cut.from_top then cut.place else cut.people - cut.place + 1 end
    order by cut.name`);
  const cuts: Record<string, Cut> = Object.fromEntries(rows.map(({ name, top, bottom }) => [name, { top, bottom }]));
  return { people: rows[0]?.people ?? 0, cuts };
}

export async function keepCutoff(world: World, shop: ShopId, ranking: string, { number, at, people, cuts }: Cutoff): Promise<void> {
  await world.db.run(sql`update cutoff set latest = false where shop_id = ${shop} and ranking = ${ranking} and latest`);
  await world.db.run(sql`
    insert into cutoff (shop_id, ranking, number, at, people, cuts)
    values (${shop}, ${ranking}, ${number}, ${at}, ${people}, ${JSON.stringify(cuts)}::jsonb)`);
}
