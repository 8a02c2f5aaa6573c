// The drawing alone, loaded after the page: bars by the hour, in the shop's time zone.
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "../format.ts";
import { hourWords } from "./hour-words.ts";

/** Blue and orange: told apart by those who do not see red from green. */
const FIRST = "#005bd3";
const SECOND = "#b95000";
const GREY = "#616161";

export type HourLine = [at: number, first: number, second: number];
type Props = { hours: HourLine[]; names: readonly [string, string]; isStacked: boolean; timeZone: string };

export default function HourPlot({ hours, names: [first, second], isStacked, timeZone }: Props) {
  const bars = hours.map(([at, one, other]) => ({ at, [first]: one, [second]: other }));
  const stack = isStacked ? { stackId: "all" } : {};
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={bars} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="#ebebeb" />
        <XAxis dataKey="at" tickFormatter={(at) => hourWords(Number(at), timeZone)} minTickGap={32} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <YAxis width={48} allowDecimals={false} tickFormatter={formatCount} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <Tooltip labelFormatter={(at) => hourWords(Number(at), timeZone)} formatter={(value, name) => [formatCount(Number(value)), name]} />
        <Legend iconType="square" />
        <Bar dataKey={first} fill={FIRST} maxBarSize={48} isAnimationActive={false} {...stack} />
        <Bar dataKey={second} fill={SECOND} maxBarSize={48} isAnimationActive={false} {...stack} />
      </BarChart>
    </ResponsiveContainer>
  );
}
