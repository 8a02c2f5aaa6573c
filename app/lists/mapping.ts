// How a file is written, and which of its columns says who: guessed from its beginning, decided by the merchant.
import { z } from "zod";
import type { Problem } from "../lib/problem.ts";
import { tryParse } from "./cells.ts";
import type { KeptType } from "./column.ts";
import { FILE_COLUMNS_MAX as COLUMNS_MAX, KeptColumn, KeptDraft } from "./keep.ts";
import { cutter } from "./lines.ts";
import { customerId, emailAddress, phoneNumber } from "./row.ts";
import { guessManner, guessType, Manner } from "./value.ts";

const HEADING_MAX = 100;

export const DELIMITERS = [",", ";", "\t", "|"] as const;

/** bytes: one byte a character up to 127, above it UTF-8 or, row by row where it is not, Windows-1252. `bom`: how many bytes to pass over. */
export const Layout = z.object({
  encoding: z.enum(["bytes", "utf-16le", "utf-16be"]), bom: z.number().int(), newline: z.enum(["\n", "\r"]), delimiter: z.enum(DELIMITERS),
  /** What the first line calls them, or their numbers. */
  columns: z.array(z.string()).min(1).max(COLUMNS_MAX),
  heading: z.boolean(),
});
export type Layout = z.infer<typeof Layout>;

const Column = z.number().int().min(0).max(COLUMNS_MAX - 1).nullable();
export const Mapping = z.object({
  id: Column, email: Column, phone: Column,
  /** Of numbers without a country code. */
  country: z.string().regex(/^[A-Z]{2}$/).nullable(),
  heading: z.boolean(),
  /** How many every row must have. */
  columns: z.number().int().min(1).max(COLUMNS_MAX),
  /** What the list keeps of each row besides. */
  kept: z.array(KeptColumn).default([]),
  manner: Manner.default(Manner.parse({})),
});
export type Mapping = z.infer<typeof Mapping>;

/** What the merchant answers. */
export const Answer = Mapping.omit({ columns: true }).extend({ kept: z.array(KeptDraft).max(COLUMNS_MAX).default([]) });
export type Answer = z.infer<typeof Answer>;

/** What the merchant sees of the file, and what we take its columns for. `types`: of each column. */
export type Look = { layout: Layout; guess: Pick<Mapping, "id" | "email" | "phone">; types: KeptType[]; manner: Manner; preview: string[][] };

const PREVIEW_ROWS = 5;
/** By which types are guessed. */
const LOOKED_ROWS = 50;

/** `text` is the file's beginning, without its byte order mark. */
export function lookAt(text: string, written: Pick<Layout, "encoding" | "bom">, isWhole: boolean): Look | { problem: string } {
  if (text.trim() === "") return { problem: "There is nothing in this file." };
  if (text.startsWith("PK\u0003\u0004")) return { problem: "This is a workbook or an archive, not a CSV file. In your spreadsheet, choose “Save as” or “Download”, then CSV." };
  const newline = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const rows = firstRows(text, newline, isWhole);
  const delimiter = delimiterOf(rows.slice(0, PREVIEW_ROWS + 1));
  const cells = rows.flatMap((row) => tryParse(row, delimiter) ?? []);
  const [first] = cells;
  if (!first) return { problem: "The beginning of this file cannot be read as CSV: a quotation mark is opened and never closed." };
  if (first.length > COLUMNS_MAX) return { problem: `The file has ${first.length} columns; at most ${COLUMNS_MAX} can be read.` };
  const heading = !first.some((cell) => kindOf(cell) !== null);
  const columns = first.map((cell, i) => (heading && cell.trim() !== "" ? cell.trim().replaceAll("\0", "").slice(0, HEADING_MAX) : `Column ${i + 1}`));
  const people = heading ? cells.slice(1) : cells;
  const preview = people.slice(0, PREVIEW_ROWS);
  return { layout: { ...written, newline, delimiter, columns, heading }, guess: guess(columns, preview), ...typesOf(columns.length, people), preview };
}

function typesOf(count: number, people: string[][]): Pick<Look, "types" | "manner"> {
  const columns = Array.from({ length: count }, (_, i) => people.map((row) => row[i] ?? "")).map((cells) => ({ cells, type: guessType(cells) }));
  return { types: columns.map(({ type }) => type), manner: guessManner(columns.filter(({ type }) => type === "number" || type === "day")) };
}

function firstRows(text: string, newline: string, isWhole: boolean): string[] {
  const cut = cutter(newline, { at: 0, line: 1 });
  const rows = [...cut.push(text), ...(isWhole ? cut.end() : [])];
  const texts = rows.flatMap(({ text: row }) => (row === null || row.trim() === "" ? [] : [row])).slice(0, LOOKED_ROWS + 1);
  return texts.length > 0 ? texts : cut.end().flatMap(({ text: row }) => (row === null ? [] : [row]));
}

/** The one that cuts every row into as many cells, and into the most. */
function delimiterOf(rows: string[]): (typeof DELIMITERS)[number] {
  const counts = DELIMITERS.map((delimiter) => {
    const widths = rows.map((row) => tryParse(row, delimiter)?.[0]?.length ?? 0);
    const [width = 0] = widths;
    return { delimiter, width, agreeing: widths.filter((each) => each === width).length };
  });
  const best = counts.filter(({ width }) => width > 1).toSorted((a, b) => b.agreeing - a.agreeing || b.width - a.width)[0];
  return best?.delimiter ?? ",";
}

type Kind = "id" | "email" | "phone";

function kindOf(cell: string): Kind | null {
  const text = cell.trim();
  if (emailAddress(text) !== null) return "email";
  if (/^\+\d/.test(text) && phoneNumber(text, null) !== null) return "phone";
  return /^'?\d{6,}$|^gid:/.test(text) && customerId(text) !== null ? "id" : null;
}

/** By what the column is called first ("Customer ID", "E-Mail", "Mobile"), then by what stands in it. */
const NAMES: Record<Kind, RegExp> = {
  id: /^((shopify )?customer )?id$|^customer$|^gid$|customer.?id|kunden.?(nr|nummer|id)/i,
  email: /^e-?mail\b|\be-?mail( address)?$|courriel|correo/i,
  phone: /phone|mobile|\bcell\b|\btel\b|telefon|téléphone|teléfono|handy|\bsms\b/i,
};

/** "Accepts email" is no address where yes and no stand below it. */
function guess(columns: string[], preview: string[][]): Look["guess"] {
  const below = (i: number) => preview.map((row) => row[i] ?? "").filter((cell) => cell.trim() !== "");
  const isNamed = (kind: Kind) => (i: number) => NAMES[kind].test((columns[i] ?? "").replaceAll("_", " "));
  const holds = (kind: Kind) => (i: number) => below(i).length > 0 && below(i).every((cell) => kindOf(cell) === kind);
  const mayHold = (kind: Kind) => (i: number) => kind !== "email" || below(i).length === 0 || below(i).some((cell) => kindOf(cell) === kind);
  const taken = new Set<number>();
  const found = (kind: Kind) => {
    const free = columns.map((_, i) => i).filter((i) => !taken.has(i));
    const named = free.filter(isNamed(kind));
    const at = named.find(holds(kind)) ?? named.find(mayHold(kind)) ?? free.find(holds(kind)) ?? null;
    if (at !== null) taken.add(at);
    return at;
  };
  return { id: found("id"), email: found("email"), phone: found("phone") };
}

/** What is wrong with the merchant's answer, beside its field. */
export function checkMapping(mapping: Answer, layout: Layout): Problem[] {
  const kinds = ["id", "email", "phone"] as const;
  const named = kinds.flatMap((kind) => (mapping[kind] === null ? [] : [{ kind, column: mapping[kind] }]));
  if (named.length === 0) return [{ path: ["email"], message: "Choose at least one column that says who each person is." }];
  const who = named.flatMap(({ kind, column }, i): Problem[] => {
    if (column >= layout.columns.length) return [{ path: [kind], message: NO_COLUMN }];
    const same = named.slice(0, i).some((other) => other.column === column);
    return same ? [{ path: [kind], message: "This column is chosen twice." }] : [];
  });
  const kept = mapping.kept.flatMap(({ column }, i): Problem[] => {
    if (column >= layout.columns.length) return [{ path: ["kept", i, "name"], message: NO_COLUMN }];
    return named.some((each) => each.column === column) ? [{ path: ["kept", i, "name"], message: "This column says who each person is; the shop knows it." }] : [];
  });
  return [...who, ...kept];
}

const NO_COLUMN = "The file has no such column.";
