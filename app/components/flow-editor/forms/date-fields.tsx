// A date of a customer, and so many days before or after it at some hour.
import type { Problem } from "#app/lib/problem.ts";
import { customerFields } from "#app/segments/fields.ts";
import { useShopWords } from "../../builder/shop-words.ts";
import { problemAt } from "../../problems-of.ts";
import { HourField, NumberField, Pick, SideBySide, ZONES } from "./fields.tsx";

type Dated = { field: string; days: number; at: string; zone: "shop" | "person" };
type Props = { value: Dated; onChange: (part: Partial<Dated>) => void; problems: Problem[] };

const SIDES = [["on", "On the day"], ["before", "Days before"], ["after", "Days after"]] as const;

export function DateFields({ value, onChange, problems }: Props) {
  const { mapped, lists } = useShopWords();
  const dates = customerFields(mapped, lists).filter(({ type }) => type === "date" || type === "day").map(({ key, label }) => [key, label] as const);
  const side = value.days === 0 ? "on" : value.days < 0 ? "before" : "after";
  return (
    <>
      <Pick label="Which date" choices={dates} value={value.field} onChange={(field) => onChange({ field })} error={problemAt(problems, ["field"])} />
      <SideBySide>
        <Pick label="When" choices={SIDES} value={side} onChange={(next) => onChange({ days: next === "on" ? 0 : (next === "before" ? -1 : 1) * Math.max(1, Math.abs(value.days || 1)) })} error={problemAt(problems, ["days"])} />
        {side === "on" ? <span /> : <NumberField label="How many days" min={1} value={Math.abs(value.days)} onChange={(days) => onChange({ days: side === "before" ? -days : days })} />}
      </SideBySide>
      <SideBySide>
        <HourField label="At" value={value.at} onChange={(at) => onChange({ at })} error={problemAt(problems, ["at"])} />
        <Pick label="In" choices={ZONES} value={value.zone} onChange={(zone) => onChange({ zone })} />
      </SideBySide>
    </>
  );
}
