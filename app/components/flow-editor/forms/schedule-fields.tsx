// A schedule: each day, week or month at an hour, or in five fields for whoever knows them.
import { useState } from "react";
import { problemAt } from "../../problems-of.ts";
import { HourField, NumberField, Pick, TextLine, ZONES } from "./fields.tsx";
import { SegmentField } from "./segment-field.tsx";
import type { TriggerProps } from "./trigger-where.tsx";

const DAYS = [["1", "Monday"], ["2", "Tuesday"], ["3", "Wednesday"], ["4", "Thursday"], ["5", "Friday"], ["6", "Saturday"], ["0", "Sunday"]] as const;
const EVERY = [["day", "Every day"], ["week", "Every week"], ["month", "Every month"], ["own", "Another schedule"]] as const;
type Every = (typeof EVERY)[number][0];
type Read = { every: Every; at: string; weekday: string; day: number };

/** "30 9 * * 1" is every Monday at 09:30. */
function readCron(cron: string): Read {
  const [, minute, hour, day, weekday] = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-6])$/.exec(cron) ?? [];
  const at = `${(hour ?? "10").padStart(2, "0")}:${(minute ?? "00").padStart(2, "0")}`;
  if (hour === undefined || (day !== "*" && weekday !== "*")) return { every: "own", at, weekday: "1", day: 1 };
  return { every: weekday !== "*" ? "week" : day !== "*" ? "month" : "day", at, weekday: weekday === "*" ? "1" : (weekday ?? "1"), day: day === "*" ? 1 : Number(day) };
}

function cronOf({ every, at, weekday, day }: Read): string {
  const [hour, minute] = at.split(":").map(Number);
  return `${minute ?? 0} ${hour ?? 0} ${every === "month" ? day : "*"} * ${every === "week" ? weekday : "*"}`;
}

export function ScheduleFields({ trigger, set, problems }: TriggerProps<"schedule">) {
  const read = readCron(trigger.cron);
  const [isOwn, setOwn] = useState(read.every === "own");
  const every = isOwn ? "own" : read.every;
  const say = (part: Partial<Read>) => set({ ...trigger, cron: cronOf({ ...read, every, ...part }) });
  const choose = (next: Every) => {
    setOwn(next === "own");
    if (next !== "own") say({ every: next });
  };
  const error = problemAt(problems, ["cron"]);
  return (
    <>
      <Pick label="When" choices={EVERY} value={every} onChange={choose} />
      {every === "own" ? <TextLine label="Minute, hour, day, month, weekday" value={trigger.cron} onChange={(cron) => set({ ...trigger, cron })} error={error} helpText="As in 0 9 * * 1: Mondays at nine." /> : null}
      {every === "week" ? <Pick label="On" choices={DAYS} value={read.weekday as "1"} onChange={(weekday) => say({ weekday })} /> : null}
      {every === "month" ? <NumberField label="On day" min={1} value={read.day} onChange={(day) => say({ day })} error={error} /> : null}
      {every === "own" ? null : <HourField label="At" value={read.at} onChange={(at) => say({ at })} error={every === "month" ? false : error} />}
      <Pick label="In" choices={ZONES} value={trigger.zone} onChange={(zone) => set({ ...trigger, zone })} />
      <SegmentField label="Everybody who is then in" value={trigger.segment} onChange={(segment) => set({ ...trigger, segment })} error={problemAt(problems, ["segment"])} />
    </>
  );
}
