// Rows into cells, by csv-parse: a whole batch at a time, and one by one only where a row of it is wrong.
import { parse } from "csv-parse/sync";
import type { Row } from "./lines.ts";
import type { Reason } from "./reasons.ts";

export type Cells = { line: number; cells: string[] } | { line: number; reason: Reason };

/** Blank rows are none. */
export function cellsOf(rows: Row[], delimiter: string): Cells[] {
  const found: Cells[] = [];
  let good: Good[] = [];
  const flush = () => {
    found.push(...parsed(good, delimiter));
    good = [];
  };
  for (const { line, text, wrong } of rows) {
    if (text === null) {
      flush();
      found.push({ line, reason: wrong ?? "quotes" });
    } else if (!isBlank(text, delimiter)) good.push({ line, text });
  }
  flush();
  return found;
}

type Good = { line: number; text: string };

/** Nothing, or nothing but what stands between cells. */
const isBlank = (text: string, delimiter: string) => text.trim() === "" || text.replaceAll(delimiter, "").trim() === "";

function parsed(rows: Good[], delimiter: string): Cells[] {
  if (rows.length === 0) return [];
  const cells = tryParse(rows.map(({ text }) => text).join("\n"), delimiter);
  if (cells?.length === rows.length) return rows.map(({ line }, i) => ({ line, cells: cells[i] ?? [] }));
  const [only] = rows;
  if (only && rows.length === 1) return given(only, delimiter);
  const half = Math.ceil(rows.length / 2);
  return [...parsed(rows.slice(0, half), delimiter), ...parsed(rows.slice(half), delimiter)];
}

/** Of a wrong row of several lines the first is given up: its mark may have swallowed good ones. */
function given({ line, text }: Good, delimiter: string): Cells[] {
  const [, ...others] = text.split(/\r?\n/);
  const rest = others.flatMap((each, i) => (isBlank(each, delimiter) ? [] : parsed([{ line: line + 1 + i, text: each }], delimiter)));
  return [{ line, reason: "quotes" }, ...rest];
}

/** Null: not as CSV. csv-parse says so by throwing. */
export function tryParse(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, { delimiter, record_delimiter: "\n", relax_column_count: true, trim: true });
  } catch {
    return null;
  }
}
