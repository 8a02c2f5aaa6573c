// One number or date of a customer, to be compared with another.
import type { Problem } from "#app/lib/problem.ts";
import type { EventKey, Expression } from "#app/segments/definition.ts";
import { customerField, customerFields, eventFields } from "#app/segments/fields.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { EventChoice } from "./event-choice.tsx";
import { FieldSelect } from "./field-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import { KthInputs } from "./kth-inputs.tsx";
import { EVENTS } from "./measures.ts";
import { NumbersEditor } from "./numbers-editor.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { PAST } from "./window-choices.ts";
import { MeasureInputs } from "./measure-inputs.tsx";
import { RateInputs } from "./rate-editor.tsx";
import { WindowEditor } from "./window-editor.tsx";

type Props = { label: string; value: Expression; onChange: (value: Expression) => void; problems: Problem[]; path: Problem["path"] };

const KINDS = [["attr", "a fact about them"], ["agg", "something counted"], ["rate", "a rate of events"], ["nth", "one event of theirs"]] as const;

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
    case "rate":
      return { kind, event: "smsClicked", per: "smsDelivered", window: { kind: "last", n: 90, unit: "day" }, atLeast: 5 };
    case "nth":
      return nthOf("order");
    default:
      return kind satisfies never;
  }
}

/** A score's, with the numbers in them. */
function Rules({ value, onChange, problems, path }: Omit<Props, "label" | "value"> & { value: Extract<Expression, { kind: "attr" }> }) {
  const field = customerField(value.field);
  if (field?.type !== "score") return null;
  const own = problems.flatMap(({ path: at, message }) => (path.every((step, place) => at[place] === step) ? [{ path: at.slice(path.length), message }] : []));
  return (
    <Slot size="whole">
      <NumbersEditor field={field} leaf={{ ...value, test: { op: "known" } }} onChange={(next) => next.kind === "attr" && onChange({ kind: "attr", field: next.field, ...(next.with && { with: next.with }) })} problems={own} />
    </Slot>
  );
}

const measurable = (event: EventKey) => eventFields(event).filter(({ type }) => type === "number" || type === "money" || type === "date");
const nthOf = (event: EventKey): Expression => ({ kind: "nth", k: -1, event, field: event === "order" ? "order.net" : (measurable(event)[0]?.key ?? "") });

function Inputs({ label, value, onChange, problems, path }: Props) {
  const { mapped, lists } = useShopWords();
  switch (value.kind) {
    case "attr": {
      const fields = customerFields(mapped, lists).filter((field) => !("missing" in field)).filter(({ type }) => ["number", "money", "elapsed", "date", "score"].includes(type));
      const choices = fields.map(({ key, label: words }) => [key, words] as const);
      return (
        <>
          <Slot>
            <Choice label={`${label}: which fact`} choices={choices} value={value.field} onChange={(field) => onChange({ kind: "attr", field })} error={problemAt(problems, [...path, "field"])} />
          </Slot>
          <Rules value={value} onChange={onChange} problems={problems} path={path} />
        </>
      );
    }
    case "agg":
      return (
        <>
          <MeasureInputs label={label} value={value} onChange={(counted) => onChange({ ...counted, window: value.window })} problems={problems} path={path} />
          <WindowEditor value={value.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...value, window })} problems={problems} path={[...path, "window"]} />
        </>
      );
    case "rate":
      return (
        <>
          <RateInputs value={value} onChange={onChange} problems={problems} path={path} />
          <WindowEditor value={value.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...value, window })} problems={problems} path={[...path, "window"]} />
        </>
      );
    case "nth":
      return (
        <>
          <EventChoice label={`${label}: of which events`} value={value.event} onChange={(event) => onChange(nthOf(event))} />
          <KthInputs label={`${label}: which one`} numberLabel={`${label}: which number`} k={value.k} onChange={(k) => onChange({ ...value, k })} error={problemAt(problems, [...path, "k"])} />
          <Slot>
            <FieldSelect
              label={`${label}: what of it`}
              fields={measurable(value.event)}
              value={value.field}
              onChange={({ key }) => onChange({ ...value, field: key })}
              error={problemAt(problems, [...path, "field"])}
            />
          </Slot>
          <WindowEditor value={value.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...value, window })} problems={problems} path={[...path, "window"]} />
          <Slot size="whole">
            <FiltersEditor
              event={value.event}
              filters={value.where ?? []}
              onChange={(where) => onChange({ ...value, where })}
              problems={problems}
              path={[...path, "where"]}
              lead={`counting only ${EVENTS[value.event].many} where`}
              addLabel={`Only some ${EVENTS[value.event].many}`}
              any={{ value: value.whereAny ?? false, onChange: (whereAny) => onChange({ ...value, whereAny }) }}
            />
          </Slot>
        </>
      );
    default:
      return value satisfies never;
  }
}
