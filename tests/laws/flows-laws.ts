// What must hold of a shop's flows that have come to rest, whatever its workers went through: each run is its ledger and each line
// of it can be decided again; no step's text went twice; nothing went after an exit that was told; every run has ended, and
// whoever was refused was so for a reason; caps held; whoever was erased is nowhere.
import { expect } from "vitest";
import { z } from "zod";
import { redecide } from "#app/flows/advance.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { foldOf } from "#app/flows/fold.ts";
import { FlowDefinition as Definition } from "#app/flows/definition.ts";
import type { Line } from "#app/flows/ledger.ts";
import { countsOf } from "#app/flows/report/count.ts";
import { columnsOf, RunJson } from "#app/flows/run/run-json.ts";
import { Count, raw, sql } from "#app/lib/sql.ts";
import { hours } from "#app/lib/time.ts";
import { dayOf, dayText } from "#app/segments/calendar.ts";
import { PERSON_TABLES } from "#app/shops/forget.ts";
import { entriesOf, linesOf } from "#tests/support/flows.ts";
import { sentThere } from "#tests/support/texting.ts";
import { type Life, PER_HOUR } from "./flows-life.ts";

export type Figures = { runs: number; lines: number; decisions: number; texts: number; gone: number };

export async function expectFlowLaws(life: Life): Promise<Figures> {
  const found = await read(life);
  const ledgers = new Map<string, Line[]>();
  for (const { runId } of found.runs) ledgers.set(runId, await linesOf(life.world, life.shop, runId));
  expectLedgers(found, ledgers);
  expectTexts(life, found);
  await expectEntries(life);
  await expectCounts(life, found, ledgers);
  await expectNothingLeft(life);
  const lines = [...ledgers.values()].flat();
  return { runs: found.runs.length, lines: lines.length, decisions: lines.flatMap(({ decided }) => decided).length, texts: found.texts.length, gone: found.texts.filter(({ sentAt }) => sentAt).length };
}

const Run = z.object({
  runId: z.string(), flow: z.int(), version: z.int(), customer: z.string(), state: z.string(), run: RunJson, lines: z.int(), control: z.boolean(), enteredAt: z.date(), endedAt: z.date().nullable(), dueAt: z.date().nullable(), problem: z.string().nullable(),
  step: z.string().nullable(), reason: z.string().nullable(),
});
const Text = z.object({ run: z.string(), step: z.string(), key: z.string(), state: z.string(), sentAt: z.date().nullable() });

const read = async ({ world, shop }: Life) => ({
  runs: await world.db.rows(Run, sql`
    select run_id as "runId", flow_id as flow, version, customer_id as customer, state, run, lines, control, entered_at as "enteredAt", ended_at as "endedAt", due_at as "dueAt", problem, step, reason from flow_run where shop_id = ${shop} order by run_id`),
  texts: await world.db.rows(Text, sql`select run_id as run, step, key, state, sent_at as "sentAt" from person_text where shop_id = ${shop} and run_id is not null order by text_id`),
  versions: new Map((await world.db.rows(z.object({ flow: z.int(), version: z.int(), definition: Definition }), sql`select flow_id as flow, version, definition from flow_version where shop_id = ${shop}`)).map((each): [string, FlowDefinition] => [`${each.flow}/${each.version}`, each.definition])),
});
type Read = Awaited<ReturnType<typeof read>>;

/** Whatever order the database keeps keys in. */
const bytes = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (typeof each === "object" && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1))) : each));

function expectLedgers({ runs, versions }: Read, ledgers: ReadonlyMap<string, Line[]>): void {
  for (const { runId, flow, lines: count, run, state, dueAt, endedAt, problem, step, reason } of runs) {
    const lines = ledgers.get(runId) ?? [];
    const versionOf = (version: number) => versions.get(`${flow}/${version}`) as FlowDefinition;
    expect(lines).toHaveLength(count);
    expect(bytes(redecide(versionOf, lines))).toBe(bytes(lines));
    const folded = foldOf(lines);
    expect(bytes(folded)).toBe(bytes(run));
    const columns = columnsOf(run);
    expect({ state, step, reason, dueAt: dueAt?.getTime() ?? null, endedAt: endedAt?.getTime() ?? null }).toEqual({ state: columns.state, step: columns.step, reason: columns.reason, dueAt: columns.dueAt, endedAt: columns.endedAt });
    expect({ runId, state, problem }).toEqual({ runId, state: "ended", problem: null });
  }
}

/** A step that is come back to by a goTo is a new one each time round. */
const mayGo = (step: string): number => (step === "y" ? 2 : 1);

function expectTexts({ exits, flows, platforms, erased }: Life, { runs, texts }: Read): void {
  const gone = texts.filter(({ sentAt, state }) => sentAt !== null && ["sent", "doubt", "delivered"].includes(state));
  for (const [key, all] of Map.groupBy(gone, ({ run, step }) => `${run}/${step}`)) expect({ key, times: all.length <= mayGo(all[0]?.step ?? "") }).toEqual({ key, times: true });
  expect(texts.filter(({ state }) => ["due", "leased", "halted"].includes(state))).toEqual([]);
  if (erased.size === 0) expect(sentThere(platforms).length).toBeLessThanOrEqual(gone.length);
  const byRun = Map.groupBy(texts, ({ run }) => run);
  for (const { runId, flow, customer, control, run } of runs) {
    const mine = byRun.get(runId) ?? [];
    if (control) expect(mine).toEqual([]);
    for (const { sentAt, key } of mine) if (sentAt && run.ended) expect({ key, after: sentAt.getTime() > run.ended.at }).toEqual({ key, after: false });
    if (flow !== flows.long) continue;
    for (const exit of exits.filter((one) => one.customer === customer && one.at > run.since && one.toldAt >= run.enteredAt)) {
      expect(mine.filter(({ sentAt }) => sentAt !== null && sentAt.getTime() > exit.toldAt)).toEqual([]);
    }
  }
}

async function expectEntries({ world, shop, flows }: Life): Promise<void> {
  const entries = await entriesOf(world, shop);
  expect(entries.filter(({ state, reason }) => state !== "entered" && (state !== "refused" || reason === null))).toEqual([]);
  const facts = entries.map(({ flow, customer, fact }) => `${flow}/${customer}/${fact}`);
  expect(facts).toEqual([...new Set(facts)]);
  const times = (await world.db.rows(z.object({ at: z.date() }), sql`select entered_at as at from flow_run where shop_id = ${shop} and flow_id = ${flows.high} order by entered_at, run_id`)).map(({ at }) => at.getTime());
  expect(times.find((at) => times.filter((other) => other > at - hours(1) && other <= at).length > PER_HOUR)).toBeUndefined();
  // One entry, one run; and of those who may not be in it twice at once, one at a time.
  const twice = await world.db.rows(z.object({ one: z.string(), other: z.string() }), sql`
    select one.run_id as one, other.run_id as other from flow_run one join flow_run other on other.shop_id = ${shop} and other.customer_id = one.customer_id and other.flow_id = one.flow_id and other.run_id > one.run_id
      and other.entered_at < coalesce(one.ended_at, 'infinity') and one.flow_id <> ${flows.short}
    where one.shop_id = ${shop} and one.key = other.key`);
  expect(twice).toEqual([]);
  const runs = await world.db.rows(z.object({ runs: Count, entered: Count }), sql`
    select (select count(*) from flow_run where shop_id = ${shop}) as runs, (select count(distinct run_id) from flow_entry where shop_id = ${shop} and state = 'entered') as entered`);
  expect(runs[0]?.runs).toBe(runs[0]?.entered);
}

async function expectCounts({ world, shop, erased }: Life, { runs }: Read, ledgers: ReadonlyMap<string, Line[]>): Promise<void> {
  const sum = new Map<string, number>();
  for (const { runId, flow } of runs) {
    const lines = ledgers.get(runId) ?? [];
    lines.forEach((line, index) => {
      for (const { step, what, reason, count } of countsOf(flow, line, foldOf(lines.slice(0, index)), (at) => dayText(dayOf(at, "America/New_York")))) sum.set(`${flow}/${step}/${what}/${reason}`, (sum.get(`${flow}/${step}/${what}/${reason}`) ?? 0) + count);
    });
  }
  const kept = new Map((await world.db.rows(z.object({ key: z.string(), count: Count }), sql`
    select flow_id || '/' || step || '/' || what || '/' || reason as key, sum(count) as count from flow_count where shop_id = ${shop} group by 1 order by 1`)).map(({ key, count }) => [key, count]));
  // What was counted of somebody who was erased since stays counted.
  for (const [key, count] of sum) expect({ key, isCounted: erased.size > 0 ? (kept.get(key) ?? 0) >= count : kept.get(key) === count }).toEqual({ key, isCounted: true });
}

async function expectNothingLeft({ world, shop, erased }: Life): Promise<void> {
  const left = await world.db.rows(z.object({ what: z.string(), count: Count }), sql`
    select 'happened' as what, count(*) as count from happened where shop_id = ${shop} union all select 'heard', count(*) from flow_heard where shop_id = ${shop}
    union all select 'lines', count(*) from flow_line l where l.shop_id = ${shop} and not exists (select 1 from flow_run r where r.shop_id = ${shop} and r.run_id = l.run_id) order by 1`);
  expect(left.filter(({ count }) => count > 0)).toEqual([]);
  for (const customer of erased) {
    for (const table of Object.keys(PERSON_TABLES).filter((name) => name.startsWith("flow_") && name !== "flow_entry")) {
      expect({ table, rows: await world.db.rows(z.object({ count: Count }), sql`select count(*) from ${raw(table)} where shop_id = ${shop} and customer_id = ${customer}::bigint`) }).toEqual({ table, rows: [{ count: 0 }] });
    }
    expect((await entriesOf(world, shop)).filter((entry) => entry.customer === customer && entry.reason !== "personGone")).toEqual([]);
  }
}
