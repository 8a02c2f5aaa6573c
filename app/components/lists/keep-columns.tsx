// Which of the file's other columns the list keeps: none until the merchant says so, but for those that it has already.
import { BlockStack, Checkbox, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import type { Problem } from "#app/lib/problem.ts";
import { COLUMN_NAME_MAX, isSameName, KEPT_MAX, KEPT_TYPES, type KeptType, type ListColumn, VALUE_CHARS_MAX } from "#app/lists/column.ts";
import type { KeptDraft } from "#app/lists/keep.ts";
import { Manner } from "#app/lists/value.ts";
import { problemAt } from "../problems-of.ts";
import { TYPE_LABELS } from "./column-words.ts";

type File = { columns: string[]; types: KeptType[]; preview: string[][] };

/** What is ticked at first: what the list keeps already, by its name. */
export const keptAlready = ({ columns }: Pick<File, "columns">, known: ListColumn[], taken: readonly (number | null)[]): KeptDraft[] =>
  columns.flatMap((heading, column) => {
    const found = taken.includes(column) ? undefined : known.find(({ name }) => isSameName(name, heading));
    return found ? [{ column, name: found.name, type: found.type }] : [];
  });

type Props = {
  file: File;
  /** Those that say who somebody is. */
  taken: readonly (number | null)[];
  known: ListColumn[];
  kept: KeptDraft[];
  onChange: (kept: KeptDraft[]) => void;
  problems: Problem[];
};

export function KeepColumns({ file, taken, known, kept, onChange, problems }: Props) {
  const others = file.columns.flatMap((heading, column) => (taken.includes(column) ? [] : [{ heading, column }]));
  if (others.length === 0) return null;
  const tooMany = problems.find(({ path }) => path.length === 1 && path[0] === "kept")?.message;
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="h2" variant="headingMd">
          Columns to keep
        </Text>
        <Text as="p" tone="subdued">
          {`Segments can ask about what you keep here. Keep only what you will ask about: it is your customers’ data. At most ${KEPT_MAX} columns, and ${VALUE_CHARS_MAX} characters each.`}
        </Text>
        {known.length > 0 ? (
          <Text as="p" tone="subdued">
            The list keeps some already. Of whom this file names, what it says there takes the place of what the list knew, also where it says nothing.
          </Text>
        ) : null}
      </BlockStack>
      {others.map(({ heading, column }) => (
        <Kept key={column} heading={heading} column={column} file={file} known={known} kept={kept} onChange={onChange} problems={problems} />
      ))}
      {tooMany ? (
        <Text as="p" tone="critical">
          {tooMany}
        </Text>
      ) : null}
    </BlockStack>
  );
}

const EXAMPLES_MAX = 3;

function Kept({ heading, column, file, known, kept, onChange, problems }: Omit<Props, "taken"> & { heading: string; column: number }) {
  const place = kept.findIndex((each) => each.column === column);
  const draft = kept[place];
  const examples = [...new Set(file.preview.map((row) => (row[column] ?? "").trim()).filter((cell) => cell !== ""))].slice(0, EXAMPLES_MAX);
  const change = (part: Partial<KeptDraft>) => onChange(kept.map((each) => (each.column === column ? { ...each, ...part } : each)));
  const rename = (name: string) => {
    const same = known.find((each) => isSameName(each.name, name));
    change({ name, ...(same && { type: same.type }) });
  };
  const toggle = (isKept: boolean) => {
    const same = known.find((each) => isSameName(each.name, heading));
    const added = { column, name: heading.slice(0, COLUMN_NAME_MAX), type: same?.type ?? file.types[column] ?? ("text" as const) };
    onChange(isKept ? [...kept, added].toSorted((a, b) => a.column - b.column) : kept.filter((each) => each.column !== column));
  };
  return (
    <BlockStack gap="200">
      <Checkbox label={`Keep “${heading}”`} helpText={examples.length === 0 ? "Nothing stands there in the first lines." : `Such as ${examples.join(", ")}`} checked={draft !== undefined} onChange={toggle} />
      {draft ? (
        <div style={{ paddingInlineStart: "var(--p-space-600)" }}>
          <InlineGrid columns={{ xs: 1, md: 2 }} gap="300">
            <TextField label={`Name of “${heading}”`} value={draft.name} onChange={rename} maxLength={COLUMN_NAME_MAX} autoComplete="off" error={problemAt(problems, ["kept", place, "name"])} />
            <Select
              label={`Type of “${heading}”`}
              options={KEPT_TYPES.map((type) => ({ value: type, label: TYPE_LABELS[type] }))}
              value={draft.type}
              onChange={(chosen) => change({ type: KEPT_TYPES.find((type) => type === chosen) ?? "text" })}
              error={problemAt(problems, ["kept", place, "type"])}
            />
          </InlineGrid>
        </div>
      ) : null}
    </BlockStack>
  );
}

/** Asked where it matters: of the whole file, for numbers and days alone. */
export function MannerFields({ kept, manner, onChange }: { kept: KeptDraft[]; manner: Manner; onChange: (manner: Manner) => void }) {
  const has = (type: KeptType) => kept.some((each) => each.type === type);
  const change = (part: object) => {
    const read = Manner.safeParse({ ...manner, ...part });
    if (read.success) onChange(read.data);
  };
  return (
    <>
      {has("number") ? (
        <Select label="Numbers are written" options={[{ value: ".", label: "With a point: 1,234.56" }, { value: ",", label: "With a comma: 1.234,56" }]} value={manner.decimal} onChange={(decimal) => change({ decimal })} />
      ) : null}
      {has("day") ? (
        <Select
          label="Days are written"
          options={[{ value: "month", label: "Month first: 04/30/2026" }, { value: "day", label: "Day first: 30/04/2026" }]}
          value={manner.days}
          onChange={(days) => change({ days })}
          helpText="2026-04-30 and 30.4.2026 are read either way."
        />
      ) : null}
    </>
  );
}
