// Whether somebody whom a trigger tells of may enter: the first refusal is the answer, and stands in the ledger of entries with
// its reason. What is already running for them may be ended or paused for it.
import { bucketOf } from "../segments/match/others.ts";
import { BUCKETS } from "../segments/definition.ts";
import { days, hours } from "../lib/time.ts";
import { dayOf, dayText } from "../segments/calendar.ts";
import type { FlowDefinition } from "./definition.ts";
import type { RunKey } from "./entry.ts";
import type { About } from "./ledger.ts";
import { aboutMs, after } from "./span.ts";

/** One of their runs of this flow. */
export type Former = { run: string; key: string; enteredAt: number; endedAt: number | null };
/** A run of another flow of the same group that has not ended. */
export type Rival = { run: string; flow: string; priority: number };

export type Asked = { person: string; trigger: number; id: string; at: number; about: About; /** The same fact has started them before. */ known: boolean };
export type Around = {
  isGone: boolean;
  formers: readonly Former[];
  rivals: readonly Rival[];
  /** What `entry.when` says of them; null: not known. */
  holds: boolean | null;
  /** When they last left the trigger's segment. */
  leftSegmentAt: number | null;
  /** Entries of this flow in the last hour, the last day, ever; and the oldest of those in the hour and the day. */
  entries: { hour: number; day: number; total: number; hourFrom: number | null; dayFrom: number | null };
  zone: string;
  flow: number;
};

export type MayEnter =
  | { enters: true; key: string; control: boolean; ends: string[]; pauses: string[] }
  /** `until`: when it may be asked again, of what time heals; the queue is by waiting time. */
  | { enters: false; reason: EntryReason; until: number | null };

export type EntryReason = "personGone" | "duplicate" | "late" | "notYet" | "over" | "filteredOut" | "unknown" | "running" | "reentry" | "outranked" | "fullHour" | "fullDay" | "full" | "aboutNothing";

const no = (reason: EntryReason, until: number | null = null): MayEnter => ({ enters: false, reason, until });

export function mayEnter({ entry, maxAge }: FlowDefinition, asked: Asked, around: Around, now: number): MayEnter {
  const today = dayText(dayOf(now, around.zone));
  const key = keyOf(entry.key, asked);
  if (around.isGone) return no("personGone");
  if (asked.known) return no("duplicate");
  if (now - asked.at > aboutMs(maxAge)) return no("late");
  if (entry.from !== null && today < entry.from) return no("notYet");
  if (entry.until !== null && today > entry.until) return no("over");
  if (key === null) return no("aboutNothing");
  if (entry.when && around.holds !== true) return no(around.holds === null ? "unknown" : "filteredOut");
  const running = around.formers.filter((former) => former.endedAt === null && former.key === key);
  if (running.length > 0 && entry.again === "ignore") return no("running");
  if (!mayAgain(entry.reentry, around, running.map(({ run }) => run), now)) return no("reentry");
  const above = around.rivals.some(({ priority }) => priority >= entry.priority);
  if (entry.group !== null && above) return no("outranked");
  const full = fullOf(entry, around);
  if (full) return full;
  const rivals = entry.group === null ? [] : around.rivals.map(({ run }) => run);
  const own = entry.again === "restart" ? running.map(({ run }) => run) : [];
  return { enters: true, key, control: isControl(around.flow, asked.person, entry.control), ends: [...own, ...(entry.over === "end" ? rivals : [])], pauses: entry.over === "pause" ? rivals : [] };
}

/** The same person is in the control group of a flow for ever. */
export const isControl = (flow: number, person: string, percent: number): boolean => percent > 0 && bucketOf(`control/${flow}`, person) < (percent * BUCKETS) / 100;

function keyOf(key: RunKey, { person, about }: Asked): string | null {
  if (key === "person") return person;
  const id = about[key];
  return id === undefined ? null : `${key}/${id}`;
}

function mayAgain(reentry: FlowDefinition["entry"]["reentry"], { formers, leftSegmentAt, zone }: Around, restarted: readonly string[], now: number): boolean {
  const before = formers.filter(({ run }) => !restarted.includes(run));
  const last = Math.max(-Infinity, ...before.map(({ enteredAt }) => enteredAt));
  if (before.length === 0) return true;
  switch (reentry.kind) {
    case "never": return false;
    case "always": return true;
    case "sinceEntry": return now >= after(last, reentry.span, zone);
    case "sinceExit": return before.every(({ endedAt }) => endedAt !== null && now >= after(endedAt, reentry.span, zone));
    case "rematch": return leftSegmentAt !== null && leftSegmentAt > last;
    case "times": {
      const { within } = reentry;
      return before.filter(({ enteredAt }) => within === null || now < after(enteredAt, within, zone)).length < reentry.times;
    }
    default: return reentry satisfies never;
  }
}

function fullOf(entry: FlowDefinition["entry"], { entries }: Around): MayEnter | null {
  if (entry.total !== null && entries.total >= entry.total) return no("full");
  if (entry.perHour !== null && entries.hour >= entry.perHour) return no("fullHour", entries.hourFrom === null ? null : entries.hourFrom + hours(1));
  if (entry.perDay !== null && entries.day >= entry.perDay) return no("fullDay", entries.dayFrom === null ? null : entries.dayFrom + days(1));
  return null;
}
