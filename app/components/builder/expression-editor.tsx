// One number or date of a customer, to be compared with another.
import type { Problem } from "#app/lib/problem.ts";
import type { Expression } from "#app/segments/definition.ts";
import { customerFields, eventFields } from "#app/segments/fields.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { FieldSelect } from "./field-select.tsx";
import { NumberInput } from "./number-input.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { PAST } from "./window-choices.ts";
import { MeasureInputs } from "./measure-inputs.tsx";
import { RateInputs } from "./rate-editor.tsx";
import { WindowEditor } from "./window-editor.tsx";

type Props = { label: string; value: Expression; onChange: (value: Expression) => void; problems: Problem[]; path: Problem["path"] };

const KINDS = [["attr", "a fact about them"], ["agg", "something counted"], ["rate", "a rate of events"], ["nth", "one order"]] as const;

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
      return { kind, k: -1, event: "order", field: "order.net" };
    default:
      return kind satisfies never;
  }
}

function Inputs({ label, value, onChange, problems, path }: Props) {
  const { mapped } = useShopWords();
  switch (value.kind) {
    case "attr": {
      const fields = customerFields(mapped).filter((field) => !("missing" in field)).filter(({ type }) => type === "number" || type === "money" || type === "elapsed" || type === "date");
      const choices = fields.map(({ key, label: words }) => [key, words] as const);
      return (
        <Slot>
          <Choice label={`${label}: which fact`} choices={choices} value={value.field} onChange={(field) => onChange({ ...value, field })} error={problemAt(problems, [...path, "field"])} />
        </Slot>
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
