// What was decided by hand besides the rules: bans, days off, and how many texts the members of a segment get.
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { days } from "#app/lib/time.ts";
import { SHIPPED } from "#app/messages/policies/shipped-policies.ts";
import type { TextSettings } from "#app/messages/settings/text-settings.ts";
import { placeName } from "./where-words.ts";

export type BanView = { region: string; name: string; from: number; until: number | null; isOver: boolean };
export type DayOffView = { region: string; name: string; on: string; isPast: boolean };
export type PolicyView = { name: string; title: string; max: number; perDays: number; /** The rule book's own. */ standard: { max: number; perDays: number } | null; isOwn: boolean; segments: { segmentId: number; name: string }[] };
export type LimitsView = { bans: BanView[]; daysOff: DayOffView[]; policies: PolicyView[] };

type Segment = { segmentId: number; name: string };

export function limitsView({ gate, segmentPolicies }: TextSettings, segments: readonly Segment[], now: number): LimitsView {
  const today = new Date(now).toISOString().slice(0, 10);
  const names = [...new Set([...Object.keys(RULE_BOOK.policies), ...Object.keys(gate.policies)])];
  return {
    bans: gate.emergencies.map(({ region, from, until }) => ({ region, name: placeName(region), from, until, isOver: until !== null && until <= now })).toSorted((one, other) => other.from - one.from),
    daysOff: gate.extraHolidays.map(({ region, on }) => ({ region, name: placeName(region), on, isPast: on < today })),
    policies: names.flatMap((name): PolicyView[] => {
      const [own, standard] = [gate.policies[name], RULE_BOOK.policies[name]];
      const limit = own ?? standard;
      if (!limit) return [];
      return [{ name, title: SHIPPED[name]?.title ?? name, ...plain(limit), standard: standard ? plain(standard) : null, isOwn: own !== undefined, segments: segments.filter(({ segmentId }) => segmentPolicies[String(segmentId)] === name).map(({ segmentId, name: called }) => ({ segmentId, name: called })) }];
    }),
  };
}

const plain = ({ max, windowMs }: { max: number; windowMs: number }) => ({ max, perDays: Math.max(1, Math.round(windowMs / days(1))) });
