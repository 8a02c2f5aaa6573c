// The drawing alone, loaded after the page: the chart library is larger than the page around it.
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "../format.ts";
import { plainDay } from "../segments/movement-words.ts";
import type { VerdictDay } from "./verdict-days.ts";
import { VERDICTS } from "./verdict-badge.tsx";

/** Told apart in grey as well: from dark to light. */
const FILLS = { send: "#005bd3", defer: "#7cacf8", skip: "#d4a24c", halt: "#8e1f0b" } as const;
const GREY = "#616161";
const ORDER = ["send", "defer", "skip", "halt"] as const;

export default function VerdictPlot({ days }: { days: VerdictDay[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={days} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="#ebebeb" />
        <XAxis dataKey="day" tickFormatter={shortDay} minTickGap={32} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <YAxis width={44} allowDecimals={false} tickFormatter={formatCount} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <Tooltip labelFormatter={(day) => plainDay(String(day))} formatter={(value, name) => [formatCount(Number(value)), name]} />
        <Legend iconType="square" itemSorter={({ dataKey }) => ORDER.findIndex((verdict) => verdict === dataKey)} formatter={(name: string) => <span style={{ color: GREY }}>{name}</span>} />
        {ORDER.map((verdict) => (
          <Bar key={verdict} dataKey={verdict} name={VERDICTS[verdict].label} stackId="decided" fill={FILLS[verdict]} isAnimationActive={false} />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

const shortDay = (day: string) => plainDay(day).replace(/, \d{4}$/, "");
