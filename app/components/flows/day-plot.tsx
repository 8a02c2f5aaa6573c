// The drawing alone, loaded after the page: who entered and which texts went, day by day.
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "../format.ts";
import { dayWords } from "./flow-words.ts";

/** Blue and orange: told apart by those who do not see red from green. */
const [ENTERED, TEXTS, GREY] = ["#005bd3", "#b95000", "#616161"];

export type DayLine = { day: string; entered: number; texts: number };

export default function DayPlot({ days }: { days: DayLine[] }) {
  const bars = days.map(({ day, entered, texts }) => ({ day, Entered: entered, Texts: texts }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={bars} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="#ebebeb" />
        <XAxis dataKey="day" tickFormatter={(day) => dayWords(String(day))} minTickGap={32} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <YAxis width={48} allowDecimals={false} tickFormatter={formatCount} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <Tooltip labelFormatter={(day) => dayWords(String(day))} formatter={(value, name) => [formatCount(Number(value)), name]} />
        <Legend iconType="square" />
        <Bar dataKey="Entered" fill={ENTERED} maxBarSize={32} isAnimationActive={false} />
        <Bar dataKey="Texts" fill={TEXTS} maxBarSize={32} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
