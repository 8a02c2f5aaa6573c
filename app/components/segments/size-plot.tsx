// The drawing alone, loaded after the page: computed sizes dashed, recorded ones solid.
import { CartesianGrid, Legend, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "../format.ts";
import { byDay, plainDay, type SizePoint } from "./size-words.ts";

/** Blue and orange: told apart by those who do not see red from green. */
const COMPUTED = "#b95000";
const RECORDED = "#005bd3";
const GREY = "#616161";

/** isDraft: nothing was recorded of it, and its line needs no name. */
type Props = { points: SizePoint[]; day: string | null; isDraft: boolean };

export default function SizePlot({ points, day, isDraft }: Props) {
  const lines = byDay(points).map((point) => ({ at: dayNumber(point.day), Computed: point.size, Recorded: point.recorded }));
  const chosen = day === null ? NaN : dayNumber(day);
  const isShown = lines.some(({ at }) => at <= chosen) && lines.some(({ at }) => at >= chosen);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={lines} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="#ebebeb" />
        <XAxis dataKey="at" type="number" domain={["dataMin", "dataMax"]} tickFormatter={shortDay} minTickGap={40} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <YAxis width={48} allowDecimals={false} tickFormatter={formatCount} tickLine={false} axisLine={false} tick={{ fill: GREY, fontSize: 12 }} />
        <Tooltip labelFormatter={(at) => plainDay(dayText(Number(at)))} formatter={(value, name) => [formatCount(Number(value)), name]} />
        {isDraft ? null : <Legend iconType="plainline" />}
        {isShown ? <ReferenceLine x={chosen} stroke={GREY} label={{ value: "the day shown", position: "insideTopLeft", fill: GREY, fontSize: 12 }} /> : null}
        <Line dataKey="Computed" stroke={COMPUTED} strokeWidth={2} {...(isDraft ? {} : { strokeDasharray: "5 4" })} dot={lines.length < 12} isAnimationActive={false} />
        {isDraft ? null : <Line dataKey="Recorded" stroke={RECORDED} strokeWidth={2} dot={lines.filter(({ Recorded }) => Recorded !== null).length < 3} isAnimationActive={false} />}
      </LineChart>
    </ResponsiveContainer>
  );
}

const DAY_MS = 86_400_000;
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00.000Z`) / DAY_MS;
const dayText = (at: number) => new Date(Math.round(at) * DAY_MS).toISOString().slice(0, 10);
const shortDay = (at: number) => plainDay(dayText(at)).replace(/ \d+,/, "");
