// The results as a table that can be read in a terminal.
import type { Measured } from "./measure.ts";

export function printTable(results: Measured[], machine: Record<string, unknown>): void {
  console.log(`\n${JSON.stringify(machine)}`);
  const head = ["bench", "size", "what", "median ms", "p99 ms", "runs", "rows", "rows/s", "reference ms", "ratio", "note"];
  const lines = results.map((each) => [
    each.bench, each.size, each.what, number(each.medianMs), number(each.p99Ms), String(each.runs), number(each.rows), number(each.rowsPerSecond),
    number(each.reference && Number(each.reference.medianMs.toPrecision(3))), number(each.ratio), each.note ?? "",
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of [head, widths.map((width) => "-".repeat(width)), ...lines]) {
    console.log(line.map((cell, column) => (column >= 3 && column <= 9 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join("  ").trimEnd());
  }
  const references = new Map(results.flatMap(({ bench, reference }) => (reference ? [[`${bench}: ${reference.what}`, null]] : [])));
  for (const reference of references.keys()) console.log(`Reference of ${reference}.`);
}

const number = (value: number | undefined) => (value === undefined ? "" : value.toLocaleString("en"));
