// Laws about runs of flows: while they go on, and once a life is over, each from its ledger alone.
import { z } from "zod";
import { redecide } from "#app/flows/advance.ts";
import { FlowDefinition } from "#app/flows/definition.ts";
import { afterLine, foldOf, type Run } from "#app/flows/fold.ts";
import { Line } from "#app/flows/ledger.ts";
import { after } from "#app/flows/span.ts";
import { RunJson } from "#app/flows/run/run-json.ts";
import { invariant } from "#app/lib/invariant.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { earlier, hours } from "#app/lib/time.ts";
import { broke, type Life, type Scene } from "../scene.ts";

const Stuck = z.object({ run: z.string(), state: z.string(), waits: z.string().nullable(), dueAt: z.date().nullable() });
/** The longest that a lost wake-up may stay unfound, and some more. */
const STUCK_MS = hours(30);

/** I7 and I15, as it goes: whoever stands in a flow has an instant at which they go on, and it is not long past. */
export async function goOn(life: Life, { n, shop }: Scene): Promise<void> {
  const stuck = await life.world.db.rows(Stuck, sql`
    select r.run_id::text as run, r.state, r.waits, r.due_at as "dueAt" from flow_run r join flow f on f.shop_id = ${shop} and f.flow_id = r.flow_id
    where r.shop_id = ${shop} and r.state = 'running' and r.ended_at is null and f.state <> 'paused' and (r.due_at is null or r.due_at < ${earlier(life.world.now(), STUCK_MS)}) order by r.run_id limit 3`);
  for (const { run, waits, dueAt } of stuck) broke(life, "I7 ends", `shop ${n}: run ${run} stands still (${waits}), due ${dueAt?.toISOString() ?? "never"}`);
}

const RunRow = z.object({ run: z.string(), flow: z.number(), state: z.string(), json: z.unknown() });
const LineRow = z.object({ run: z.string(), line: z.unknown() });
const VersionRow = z.object({ flow: z.number(), version: z.number(), definition: z.unknown() });

type Told = { run: string; flow: number; state: string; kept: Run; lines: Line[] };

/** Returns how many lines there are. */
export async function ledgers(life: Life, scene: Scene): Promise<number> {
  const { world } = life;
  const { shop, n } = scene;
  const rows = await world.db.rows(RunRow, sql`select run_id::text as run, flow_id as flow, state, run as json from flow_run where shop_id = ${shop} order by run_id`);
  const lines = await world.db.rows(LineRow, sql`select run_id::text as run, line from flow_line where shop_id = ${shop} order by run_id, seq`);
  const versions = await world.db.rows(VersionRow, sql`select flow_id as flow, version, definition from flow_version where shop_id = ${shop} order by flow_id, version`);
  const known = new Map(versions.map(({ flow, version, definition }) => [`${flow}/${version}`, FlowDefinition.parse(definition)]));
  const byRun = new Map<string, Line[]>();
  for (const { run, line } of lines) byRun.set(run, [...(byRun.get(run) ?? []), Line.parse(line)]);
  for (const run of byRun.keys()) if (!rows.some((row) => row.run === run)) broke(life, "I16 erased", `shop ${n}: lines of run ${run} are left without it`);
  for (const { run, flow, state, json } of rows) {
    const told: Told = { run, flow, state, kept: RunJson.parse(json), lines: byRun.get(run) ?? [] };
    for (const [law, about] of LAWS) {
      const wrong = about(told, known, life.agenda.ms());
      if (wrong !== null) broke(life, law, `shop ${n}, flow ${flow}, run ${run}: ${wrong}`);
    }
  }
  return lines.length;
}

type Definitions = ReadonlyMap<string, FlowDefinition>;
type Law = (told: Told, definitions: Definitions, now: number) => string | null;

function decidedAgain({ flow, lines }: Told, definitions: Definitions): string | null {
  const again = againOf(lines, (version) => {
    const found = definitions.get(`${flow}/${version}`);
    invariant(found, `The version ${version} of flow ${flow} is there.`);
    return found;
  });
  if (typeof again === "string") return again;
  const at = lines.findIndex((line, index) => JSON.stringify(line.decided) !== JSON.stringify(again[index]?.decided));
  return at < 0 ? null : `line ${at + 1} comes out otherwise: ${JSON.stringify(again[at]?.decided).slice(0, 200)} in place of ${JSON.stringify(lines[at]?.decided).slice(0, 200)}`;
}

/** A line that cannot be decided by what it says alone breaks the law as much as one that comes out otherwise: the life is told of, and goes on. */
function againOf(lines: readonly Line[], versionOf: (version: number) => FlowDefinition): Line[] | string {
  try {
    return redecide(versionOf, lines);
  } catch (problem) {
    return `it cannot be decided again: ${problem instanceof Error ? problem.message : String(problem)}`;
  }
}

const plain = (run: Run | null): string => JSON.stringify(run, (_, value: unknown) => (typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value));

const isFold = ({ lines, kept }: Told): string | null => (plain(foldOf(lines)) === plain(kept) ? null : "its row is not what its ledger adds up to");

/** I5 and I13: in one round of a flow a step's text goes once, whatever was edited and moved meanwhile, and taken back too late. */
function sentOnce({ lines }: Told): string | null {
  const sent = new Set<string>();
  const asked = new Map<string, number>();
  let round = 0;
  for (const decision of lines.flatMap(({ decided }) => decided)) {
    if (decision.kind === "back") round += 1;
    if (decision.kind === "asks") asked.set(decision.key, round);
    if (decision.kind !== "sent") continue;
    const name = `${decision.step} in round ${asked.get(decision.key) ?? round}`;
    if (sent.has(name)) return `${name} went twice`;
    sent.add(name);
  }
  return null;
}

/** What was asked for before may have gone; nothing is asked for, and nothing is done, once a run has ended. */
function nothingAfter({ lines }: Told): string | null {
  let isOver = false;
  for (const decision of lines.flatMap(({ decided }) => decided)) {
    if (isOver && (decision.kind === "asks" || decision.kind === "does" || decision.kind === "at")) return `after its end it ${decision.kind}`;
    if (decision.kind === "ended") isOver = true;
  }
  return null;
}

function controlUntold({ lines }: Told): string | null {
  let run: Run | null = null;
  for (const line of lines) {
    const wasControl = run?.control ?? false;
    run = afterLine(run, line);
    if (wasControl && line.decided.some(({ kind }) => kind === "does")) return "something was done for somebody of the control group";
  }
  return null;
}

/** An asking that is over its time and was not given up. */
function askedInTime({ kept, state }: Told, _: Definitions, now: number): string | null {
  return state === "running" && kept.blocked?.kind === "ask" && kept.blocked.expires < now - STUCK_MS ? `${kept.blocked.key} was to go by ${new Date(kept.blocked.expires).toISOString()}` : null;
}

/** I7: nobody is in a flow beyond the longest time. */
function endsByThen({ kept, state, lines, flow }: Told, definitions: Definitions, now: number): string | null {
  const definition = definitions.get(`${flow}/${lines.at(-1)?.version ?? 0}`);
  if (state !== "running" || !definition) return null;
  const last = after(kept.enteredAt, definition.longest, "UTC");
  return last < now - STUCK_MS ? `it was to be over by ${new Date(last).toISOString()}` : null;
}

const LAWS: readonly [string, Law][] = [
  ["I8 decided again", decidedAgain],
  ["state is the ledger", isFold],
  ["I13 once", sentOnce],
  ["I6 after an exit", nothingAfter],
  ["I11 control", controlUntold],
  ["I15 deferral", askedInTime],
  ["I7 ends", endsByThen],
];

const Orphans = z.object({ count: Count });

/** What was noted as having happened, and what runs are to hear, has been told. */
export async function heard(life: Life, { n, shop }: Scene): Promise<void> {
  const [left] = await life.world.db.rows(Orphans, sql`
    select (select count(*) from happened where shop_id = ${shop}) + (select count(*) from flow_heard h join flow_run r on r.shop_id = ${shop} and r.run_id = h.run_id and r.state = 'running' where h.shop_id = ${shop})
      + (select count(*) from flow_entry where shop_id = ${shop} and state = 'waiting' and due_at < ${earlier(life.world.now(), STUCK_MS)}) as count`);
  if ((left?.count ?? 0) > 0) broke(life, "all is heard", `shop ${n}: ${left?.count} words wait at rest`);
}
