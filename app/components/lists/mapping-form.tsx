// Which column says who, and which others are kept: guessed, shown beside the first lines, decided by the merchant.
import { Banner, BlockStack, Button, Card, Checkbox, InlineStack, Select, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { KeptType, ListColumn } from "#app/lists/column.ts";
import type { Manner } from "#app/lists/value.ts";
import { problemAt } from "../problems-of.ts";
import { KeepColumns, keptAlready, MannerFields } from "./keep-columns.tsx";

type Columns = { id: number | null; email: number | null; phone: number | null };
type Props = {
  look: { layout: { columns: string[]; heading: boolean }; guess: Columns; types: KeptType[]; manner: Manner; preview: string[][] };
  /** What the list keeps already. */
  known: ListColumn[];
  countries: { value: string; label: string }[];
  /** Where most of the shop's phone numbers are from. */
  country: string | null;
  fileName: string;
};

const KINDS = [
  ["id", "Customer ID in Shopify"],
  ["email", "Email"],
  ["phone", "Phone number"],
] as const;
const NONE = "";

export function MappingForm({ look: { layout, guess, types, manner: usualManner, preview }, known, countries, country: usual, fileName }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const [columns, setColumns] = useState<Columns>(guess);
  const [heading, setHeading] = useState(layout.heading);
  const [country, setCountry] = useState(usual ?? NONE);
  const [chosen, setKept] = useState(() => keptAlready(layout, known, [guess.id, guess.email, guess.phone]));
  const [manner, setManner] = useState(usualManner);
  const taken = [columns.id, columns.email, columns.phone];
  const kept = chosen.filter(({ column }) => !taken.includes(column));
  const problems = fetcher.data?.problems ?? [];
  const options = [{ value: NONE, label: "Not in this file" }, ...layout.columns.map((name, i) => ({ value: String(i), label: name }))];
  const read = () => fetcher.submit({ ...columns, heading, country: columns.phone === null || country === NONE ? null : country, kept, manner }, { method: "POST", encType: "application/json" });
  return (
    <BlockStack gap="400">
      {problems.filter(({ path }) => path.length === 0).map(({ message }) => (
        <Banner key={message} tone="critical">
          <p>{message}</p>
        </Banner>
      ))}
      <Card>
        <BlockStack gap="400">
          <Text as="p">{`These are the first lines of “${fileName}”. Say which columns tell who each person is; where a line has several, the ID counts before the email, and the email before the phone number.`}</Text>
          <Preview columns={layout.columns} preview={preview} />
          {KINDS.map(([kind, label]) => (
            <Select
              key={kind}
              label={label}
              options={options}
              value={columns[kind] === null ? NONE : String(columns[kind])}
              onChange={(column) => setColumns({ ...columns, [kind]: column === NONE ? null : Number(column) })}
              error={problemAt(problems, [kind])}
            />
          ))}
          {columns.phone === null ? null : (
            <Select label="Country of phone numbers that do not begin with +" options={[{ value: NONE, label: "None: leave such numbers out" }, ...countries]} value={country} onChange={setCountry} error={problemAt(problems, ["country"])} />
          )}
          <Checkbox label="The first line names the columns" checked={heading} onChange={setHeading} />
          <KeepColumns file={{ columns: layout.columns, types, preview }} taken={taken} known={known} kept={kept} onChange={setKept} problems={problems} />
          <MannerFields kept={kept} manner={manner} onChange={setManner} />
          <InlineStack>
            <Button variant="primary" onClick={read} loading={fetcher.state !== "idle"}>
              Read the file
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

/** Scrolls inside itself, by keyboard too. */
function Preview({ columns, preview }: { columns: string[]; preview: string[][] }) {
  const cell = { padding: "var(--p-space-100) var(--p-space-300)", textAlign: "left", whiteSpace: "nowrap", maxWidth: "16rem", overflow: "hidden", textOverflow: "ellipsis" } as const;
  return (
    <div role="region" aria-label="First lines of the file" tabIndex={0} style={{ overflowX: "auto", border: "1px solid var(--p-color-border-secondary)", borderRadius: "var(--p-border-radius-200)" }}>
      <table style={{ borderCollapse: "collapse", minWidth: "100%" }}>
        <thead>
          <tr style={{ background: "var(--p-color-bg-surface-secondary)" }}>
            {columns.map((name, i) => (
              <th key={i} scope="col" style={cell}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.map((row, i) => (
            <tr key={i}>
              {columns.map((_, j) => (
                <td key={j} style={cell}>
                  {row[j] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
