// The drawing alone, loaded after the page: the chart library is larger than the page around it.
import { Bar, BarChart, CartesianGrid, Legend, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "../format.ts";
import { plainDay, type Movement } from "./movement-words.ts";

/** Blue and orange: told apart by those who do not see red from green. */
const JOINED = "#005bd3";
const LEFT = "#b95000";
const GREY = "#616161";

export type Names = { joined: string; left: string };

export default function MovementPlot({ movements, names }: { movements: Movement[]; names: Names }) {
  const bars = movements.map(({ day, joined, left }) => ({ day, [names.joined]: joined, [names.left]: left === 0 ? 0 : -left }));
  const edited = movements.filter(({ byEdit }) => byEdit > 0);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={bars} stackOffset="sign" margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="#ebebeb" />
        <XAxis dataKey="day" tickFormatter={shortDay} minTickGap={32} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <YAxis width={44} allowDecimals={false} tickFormatter={plainCount} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <Tooltip labelFormatter={(day) => plainDay(String(day))} formatter={(value, name) => [plainCount(Number(value)), name]} />
        <Legend iconType="square" />
        <ReferenceLine y={0} stroke="#8a8a8a" />
        {edited.map(({ day }) => (
          <ReferenceLine key={day} x={day} stroke={GREY} strokeDasharray="4 3" label={{ value: "edited", position: "insideTopRight", fill: GREY, fontSize: 12 }} />
        ))}
        <Bar dataKey={names.joined} stackId="moved" fill={JOINED} isAnimationActive={false} />
        <Bar dataKey={names.left} stackId="moved" fill={LEFT} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

const plainCount = (count: number) => formatCount(Math.abs(count));
const shortDay = (day: string) => plainDay(day).replace(/, \d{4}$/, "");
