// The columns of a list of proofs, and what came of it, in words.
import { formatCount, formatPlural } from "../format.ts";

export type ProofColumnsView = Record<string, number>;
export type LookView = { layout: { columns: string[] }; guess: ProofColumnsView; preview: string[][] };
export type ImportView = { rows: number; added: number; known: number; heldBack: number; refused: { line: number; reason: string }[]; refusedCount: number };

export const COLUMN_WORDS: { key: string; label: string; help?: string; isNeeded?: true }[] = [
  { key: "phone", label: "Phone number", isNeeded: true },
  { key: "at", label: "When they agreed", help: "Written as 2026-03-31, or with its time", isNeeded: true },
  { key: "wording", label: "The words they agreed to", help: "Without them a row is no written proof" },
  { key: "version", label: "Version of the wording" },
  { key: "locale", label: "Language of the wording" },
  { key: "confirmedAt", label: "When they confirmed it by text" },
  { key: "scopes", label: "What for", help: "Marketing, cart reminders; without it, marketing" },
  { key: "basis", label: "What it rests on", help: "Express, soft opt-in, implied purchase or inquiry; without it, express" },
  { key: "page", label: "Page" },
  { key: "source", label: "Where it was said" },
  { key: "order", label: "Order" },
  { key: "ip", label: "Their address on the internet", help: "Kept for 90 days" },
  { key: "browser", label: "Their browser", help: "Kept for 90 days" },
];

/** The first thing that is wrong with a mapping, by the column it belongs to. */
export function mappingProblem(columns: ProofColumnsView): { key: string; message: string } | null {
  const missing = COLUMN_WORDS.find(({ key, isNeeded }) => isNeeded && columns[key] === undefined);
  if (missing) return { key: missing.key, message: "Choose the column that says it." };
  const twice = COLUMN_WORDS.find(({ key }, i) => columns[key] !== undefined && COLUMN_WORDS.slice(0, i).some((other) => columns[other.key] === columns[key]));
  return twice ? { key: twice.key, message: "This column is chosen twice." } : null;
}

export function resultLines({ rows, added, known, heldBack, refusedCount }: ImportView): string[] {
  return [
    `${formatPlural(rows, "row")} read`,
    `${formatPlural(added, "proof")} added to the ledger`,
    ...(known > 0 ? [`${formatCount(known)} known already`] : []),
    ...(heldBack > 0 ? [`${formatCount(heldBack)} of people who said no since, or are stopped: they stay opted out`] : []),
    ...(refusedCount > 0 ? [`${formatCount(refusedCount)} refused`] : []),
  ];
}
