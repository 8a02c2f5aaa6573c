// One person's replay added to what all of them come to.
import { days, hours } from "../../lib/time.ts";
import { dayOf, dayText } from "../../segments/calendar.ts";
import { localMs } from "../../segments/offsets.ts";
import { partsOf } from "../../customers/fact-id.ts";
import { apply } from "../fold.ts";
import type { Decision } from "../ledger.ts";
import type { Step } from "../run/decide-run.ts";
import { hourOf, type ReplayResult, SAMPLES_MAX } from "./result.ts";
import type { Past, Replayed, ReplayedRun, Replaying } from "./replaying.ts";

/** What a step's text takes on the average, where it goes. */
export type Price = (step: string, country: string | null) => { parts: number; micros: number; isEstimate: boolean };

type Sum = { result: ReplayResult; replaying: Replaying; past: Past; price: Price };

/** Changes `result`, which is the caller's own. */
export function addUp(result: ReplayResult, replaying: Replaying, past: Past, replayed: Replayed, price: Price): void {
  const sum: Sum = { result, replaying, past, price };
  for (const { reason } of replayed.refusals) more(result.refused, reason);
  if (replayed.runs.length === 0) return;
  result.people += 1;
  for (const run of replayed.runs) addRun(sum, run);
  for (const { at, decision, zones } of replayed.gate) if (decision.verdict === "send") addHour(sum, at, zones);
  addOthers(sum, replayed);
  addSample(sum, replayed);
}

const more = (counts: Record<string, number>, name: string, by = 1) => void (counts[name] = (counts[name] ?? 0) + by);

function addRun(sum: Sum, { at, control, steps }: ReplayedRun): void {
  const { result } = sum;
  result.entries += 1;
  if (control) result.control += 1;
  onDay(sum, at, 0);
  for (const step of steps) addLine(sum, step);
  if (steps.at(-1)?.after.ended == null) result.running += 1;
}

function addLine(sum: Sum, { before, line }: Step): void {
  let run = before;
  for (const decision of line.decided) {
    run = apply(run, decision, line.at);
    addDecision(sum, decision, line.at);
  }
}

const NO_STEP = { arrived: 0, asked: 0, sent: 0, deferred: 0, skipped: 0 };
function onStep({ result }: Sum, step: string, what: keyof typeof NO_STEP): void {
  const counts = (result.steps[step] ??= { ...NO_STEP });
  counts[what] += 1;
}

function addDecision(sum: Sum, decision: Decision, at: number): void {
  const { result } = sum;
  switch (decision.kind) {
    case "at": return onStep(sum, decision.step, "arrived");
    case "asks":
      if (decision.first !== at) return;
      result.asked += 1;
      return onStep(sum, decision.step, "asked");
    case "sent": return addSent(sum, decision);
    case "deferred":
      more(result.deferred, decision.reason);
      return onStep(sum, decision.step, "deferred");
    case "skipped":
      more(result.skipped, decision.reason);
      return onStep(sum, decision.step, "skipped");
    case "halted": return more(result.halted, decision.reason);
    case "withdrawn": return more(result.withdrawn, decision.reason);
    case "reached": return addGoal(sum, decision);
    case "ended":
      more(result.ended, decision.reason);
      return decision.reason === "exit" ? more(result.exits, decision.label ?? "") : undefined;
    default: return;
  }
}

function addSent(sum: Sum, { step, at }: Extract<Decision, { kind: "sent" }>): void {
  const { result, replaying: { from, ask }, past, price } = sum;
  const { parts, micros, isEstimate } = price(step, past.gate?.number.country ?? null);
  result.sent += 1;
  result.parts += parts;
  result.micros += micros;
  result.isEstimate ||= isEstimate;
  onStep(sum, step, "sent");
  onDay(sum, at, 1);
  const day = dayText(dayOf(at, ask.zone));
  result.spent[day] = (result.spent[day] ?? 0) + micros;
  if (at < from + hours(1)) result.firstHour += 1;
  if (at < from + days(1)) result.firstDay += 1;
  if (at < from + days(7)) result.firstWeek += 1;
}

function onDay({ result, replaying: { ask } }: Sum, at: number, what: 0 | 1 | 2): void {
  const day = (result.days[dayText(dayOf(at, ask.zone))] ??= [0, 0, 0]);
  day[what] += 1;
  if (what === 2) return;
  const hour = (result.hours[hourOf(at)] ??= [0, 0]);
  hour[what] += 1;
}

function addGoal(sum: Sum, { goal, at, fact }: Extract<Decision, { kind: "reached" }>): void {
  const { result, replaying: { version }, past } = sum;
  while (result.goals.length < version.definition.goals.length) result.goals.push({ reached: 0, orders: 0, minor: 0 });
  const counts = result.goals[goal];
  if (!counts) return;
  const { kind, ids } = partsOf(fact);
  const order = kind === "order" ? past.person.orders.find(({ orderId }) => orderId === ids[0]) : undefined;
  counts.reached += 1;
  onDay(sum, at, 2);
  if (!order) return;
  counts.orders += 1;
  counts.minor += order.grossMinor;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const minuteOf = (at: number, zone: string) => Math.floor(localMs(at, zone) / MINUTE_MS) % DAY_MINUTES;

/** In all places where they may be; the hour is that of where they are thought to live. */
function addHour({ result, replaying: { ask }, past }: Sum, at: number, zones: readonly string[]): void {
  const minutes = zones.map((zone) => minuteOf(at, zone));
  result.earliest = Math.min(result.earliest ?? DAY_MINUTES, ...minutes);
  result.latest = Math.max(result.latest ?? 0, ...minutes);
  const hour = Math.floor(minuteOf(at, past.person.customer.timeZone ?? zones[0] ?? ask.zone) / 60);
  result.localHours[hour] = (result.localHours[hour] ?? 0) + 1;
}

function addOthers({ result, past, replaying: { until } }: Sum, { runs }: Replayed): void {
  const spans = runs.map(({ at, steps }) => ({ from: at, until: steps.at(-1)?.after.ended?.at ?? until }));
  const met = past.others.filter((other) => spans.some((span) => other.from < span.until && (other.until ?? Infinity) > span.from));
  for (const flow of new Set(met.map((other) => other.flow))) more(result.alsoIn, String(flow));
}

/** The first few of each way in which runs end. */
function addSample({ result }: Sum, { customer, runs, gate }: Replayed): void {
  const ended = runs.at(-1)?.steps.at(-1)?.after.ended?.reason ?? null;
  if (result.samples.length >= SAMPLES_MAX || result.samples.filter((each) => each.ended === ended).length >= SAMPLES_MAX / 5) return;
  result.samples.push({ customer, at: runs.at(-1)?.at ?? 0, sent: gate.filter(({ decision }) => decision.verdict === "send").length, ended });
}
