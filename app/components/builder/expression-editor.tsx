// One number or date of a customer, to be compared with another.
import type { Problem } from "#app/lib/problem.ts";
import type { Expression } from "#app/segments/definition.ts";
import { customerFields, eventFields } from "#app/segments/fields.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { FieldSelect } from "./field-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import { EVENTS, measureChoices, measuredFields } from "./measures.ts";
import { NumberInput } from "./number-input.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

type Props = { label: string; value: Expression; onChange: (value: Expression) => void; problems: Problem[]; path: Problem["path"] };

const KINDS = [["attr", "a fact about them"], ["agg", "something counted"], ["nth", "one order"]] as const;

export function ExpressionEditor({ label, value, onChange, problems, path }: Props) {
  return (
    <Slots>
      <Slot>
        <Choice label={`${label}: what it is`} choices={KINDS} value={value.kind} onChange={(kind) => onChange(expressionOf(kind))} />
      </Slot>
      <Inputs label={label} value={value} onChange={onChange} problems={problems} path={path} />
    </Slots>
  );
}

function expressionOf(kind: Expression["kind"]): Expression {
  switch (kind) {
    case "attr":
      return { kind, field: "order.daysSinceLast" };
    case "agg":
      return { kind, measure: "avg", field: "order.net", event: "order" };
    case "nth":
      return { kind, k: -1, event: "order", field: "order.net" };
    default:
      return kind satisfies never;
  }
}

function Inputs({ label, value, onChange, problems, path }: Props) {
  const { mapped } = useShopWords();
  switch (value.kind) {
    case "attr": {
      const fields = customerFields(mapped).filter(({ type }) => type === "number" || type === "money" || type === "elapsed" || type === "date");
      const choices = fields.map(({ key, label: words }) => [key, words] as const);
      return (
        <Slot>
          <Choice label={`${label}: which fact`} choices={choices} value={value.field} onChange={(field) => onChange({ ...value, field })} error={problemAt(problems, [...path, "field"])} />
        </Slot>
      );
    }
    case "agg":
      return <AggInputs label={label} value={value} onChange={onChange} problems={problems} path={path} />;
    case "nth":
      return (
        <>
          <Slot size="small">
            <NumberInput label={`${label}: which order, from 1, or from -1 backwards`} prefix="no." value={value.k} isWhole onChange={(k) => onChange({ ...value, k })} error={problemAt(problems, [...path, "k"])} />
          </Slot>
          <Slot>
            <FieldSelect
              label={`${label}: what of it`}
              fields={eventFields(value.event).filter(({ type }) => type === "number" || type === "money" || type === "date")}
              value={value.field}
              onChange={({ key }) => onChange({ ...value, field: key })}
              error={problemAt(problems, [...path, "field"])}
            />
          </Slot>
        </>
      );
    default:
      return value satisfies never;
  }
}

function AggInputs({ label, value, onChange, problems, path }: Props & { value: Extract<Expression, { kind: "agg" }> }) {
  const fields = measuredFields(value.event, value.measure);
  const { many } = EVENTS[value.event];
  return (
    <>
      <Slot>
        <Choice
          label={`${label}: what is measured`}
          choices={measureChoices(value.event)}
          value={value.measure}
          onChange={(measure) => {
            const { field: _, ...rest } = value;
            const first = measuredFields(value.event, measure)?.[0];
            onChange(first ? { ...rest, measure, field: first.key } : { ...rest, measure });
          }}
        />
      </Slot>
      {fields ? (
        <Slot>
          <FieldSelect label={`${label}: of what`} fields={fields} value={value.field ?? ""} onChange={({ key }) => onChange({ ...value, field: key })} error={problemAt(problems, [...path, "field"])} />
        </Slot>
      ) : null}
      <WindowEditor value={value.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...value, window })} problems={problems} path={[...path, "window"]} />
      <Slot size="whole">
        <FiltersEditor
          event={value.event}
          filters={value.where ?? []}
          onChange={(where) => onChange({ ...value, where })}
          problems={problems}
          path={[...path, "where"]}
          lead={`counting only ${many} where`}
          addLabel={`Only some ${many}`}
        />
      </Slot>
    </>
  );
}
