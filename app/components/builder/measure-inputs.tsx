// A number counted over events, without its window: what of which events, and only those where ….
import type { Problem } from "#app/lib/problem.ts";
import type { Expression } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { EventChoice } from "./event-choice.tsx";
import { useEventFields } from "./event-fields.ts";
import { FieldSelect } from "./field-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import { EVENTS, measureChoices, measuredFields } from "./measures.ts";
import { Slot } from "./slot.tsx";

type Counted = Omit<Extract<Expression, { kind: "agg" }>, "window">;
type Props = { label: string; value: Counted; onChange: (value: Counted) => void; problems: Problem[]; path: Problem["path"] };

export function MeasureInputs({ label, value, onChange, problems, path }: Props) {
  const offered = useEventFields(value.event);
  const fields = measuredFields(value.event, value.measure, offered);
  const { many } = EVENTS[value.event];
  const { field: _, ...bare } = value;
  return (
    <>
      <EventChoice label={`${label}: which events`} value={value.event} onChange={(event) => onChange({ ...bare, measure: "count", event, where: [] })} />
      <Slot>
        <Choice
          label={`${label}: what is measured`}
          choices={measureChoices(value.event)}
          value={value.measure}
          onChange={(measure) => {
            const first = measuredFields(value.event, measure, offered)?.[0];
            onChange(first ? { ...bare, measure, field: first.key } : { ...bare, measure });
          }}
          error={problemAt(problems, [...path, "measure"])}
        />
      </Slot>
      {fields ? (
        <Slot>
          <FieldSelect label={`${label}: of what`} fields={fields} value={value.field ?? ""} onChange={({ key }) => onChange({ ...value, field: key })} error={problemAt(problems, [...path, "field"])} />
        </Slot>
      ) : null}
      <Slot size="whole">
        <FiltersEditor
          event={value.event}
          filters={value.where ?? []}
          onChange={(where) => onChange({ ...value, where })}
          problems={problems}
          path={[...path, "where"]}
          lead={`counting only ${many} where`}
          addLabel={`Only some ${many}`}
          any={{ value: value.whereAny ?? false, onChange: (whereAny) => onChange({ ...value, whereAny }) }}
        />
      </Slot>
    </>
  );
}
