// A merchant's list of proofs: who agreed to texts, when, where and to which words. Each row becomes lines of the ledger, or is
// refused with a sentence. A proof that a list brings never lifts a STOP (consent/consent.ts).
import { type ConsentEntry, Disclosure, Evidence } from "../../consent/entry.ts";
import { Basis, Scope } from "../../consent/grant.ts";
import { type Cells, cellsOf } from "../../lists/cells.ts";
import { cutter } from "../../lists/lines.ts";
import { type Layout, lookAt } from "../../lists/mapping.ts";
import { REASON_SENTENCES } from "../../lists/reasons.ts";
import { phoneNumber } from "../../lists/row.ts";

export const PROOFS_MAX = 100_000;
export const PROOFS_CHARS_MAX = 50_000_000;

/** What a column may hold, and what it is usually called; the first that fits a heading has it. */
export const PROOF_COLUMNS = {
  confirmedAt: /(confirm|double).*(\bat\b|\bon\b|date|time)/i,
  at: /\bat\b|date|time|instant|\bwhen\b|consented|opted.?in|subscribed/i,
  wording: /wording|disclosure|language shown|\bterms\b|\btext\b|\bcopy\b/i,
  version: /version/i,
  locale: /locale|\blang(uage)?\b/i,
  page: /page|url|link|address of/i,
  source: /source|channel|origin|method|form/i,
  basis: /basis|\bkind\b|\btype\b/i,
  scopes: /scope|purpose|\bfor\b|program/i,
  order: /order/i,
  ip: /\bip\b/i,
  phone: /phone|mobile|\bcell\b|\btel\b|\bnumber\b|\bsms\b/i,
  browser: /browser|agent/i,
} as const;
export type ProofColumn = keyof typeof PROOF_COLUMNS;
export type ProofColumns = Partial<Record<ProofColumn, number>>;

export type ProofsLook = { layout: Layout; guess: ProofColumns; preview: string[][] };

const LOOKED_CHARS = 64_000;

export function lookAtProofs(csv: string): ProofsLook | { problem: string } {
  const text = csv.replace(/^\uFEFF/, "");
  const look = lookAt(text.slice(0, LOOKED_CHARS), { encoding: "bytes", bom: 0 }, text.length <= LOOKED_CHARS);
  if ("problem" in look) return look;
  if (!look.layout.heading) return { problem: "The first line must say what the columns are, such as phone, consented at, wording." };
  const guess: ProofColumns = {};
  look.layout.columns.forEach((name, index) => {
    const column = (Object.keys(PROOF_COLUMNS) as ProofColumn[]).find((each) => guess[each] === undefined && PROOF_COLUMNS[each].test(name.replaceAll("_", " ")));
    if (column) guess[column] = index;
  });
  return { layout: look.layout, guess, preview: look.preview };
}

export type Proof = { line: number; phone: string; entries: ConsentEntry[]; trace: { address: string | null; agent: string | null } | null };
export type Refused = { line: number; reason: string };

/** `country`: of numbers without a country code. */
export type Reading = { layout: Layout; columns: ProofColumns; country: string | null; now: number };

export function readProofs(csv: string, reading: Reading): { proofs: Proof[]; refused: Refused[] } {
  const { newline, delimiter, heading } = reading.layout;
  const cut = cutter(newline, { at: 0, line: 1 });
  const rows = [...cut.push(csv.replace(/^\uFEFF/, "")), ...cut.end()].slice(heading ? 1 : 0);
  const found: { proofs: Proof[]; refused: Refused[] } = { proofs: [], refused: [] };
  for (const row of cellsOf(rows, delimiter)) {
    const read = proofOf(row, reading);
    if ("reason" in read) found.refused.push(read);
    else found.proofs.push(read);
  }
  return found;
}

const YEAR_2000 = Date.UTC(2000, 0, 1);

function proofOf(row: Cells, { columns, country, now }: Reading): Proof | Refused {
  const refuse = (reason: string): Refused => ({ line: row.line, reason });
  if ("reason" in row) return refuse(REASON_SENTENCES[row.reason]);
  const cell = (column: ProofColumn): string | null => (columns[column] === undefined ? null : (row.cells[columns[column]] ?? "").trim() || null);
  const phone = phoneNumber(cell("phone") ?? "", country);
  if (phone === null) return refuse(cell("phone") === null ? "There is no phone number." : "This cannot be a phone number. Write it with its country code.");
  const at = instantOf(cell("at"));
  if (at === null) return refuse("When they agreed is missing or cannot be read. Write it as 2026-03-31 or 2026-03-31T14:05:00Z.");
  const confirmed = cell("confirmedAt");
  const confirmedAt = confirmed === null ? null : instantOf(confirmed);
  if (confirmed !== null && (confirmedAt === null || confirmedAt < at)) return refuse("When they confirmed it cannot be read, or is before they agreed.");
  if ((confirmedAt ?? at) > now || at < YEAR_2000) return refuse("Nobody can have agreed at that time.");
  const scopes = scopesOf(cell("scopes"));
  if (scopes === null) return refuse("What they agreed to is not known. Write marketing, cart reminders or transactional.");
  const basis = basisOf(cell("basis"));
  if (basis === null) return refuse("On what it rests is not known. Write express, soft opt-in, implied purchase or implied inquiry.");
  const disclosure = disclosureOf(cell("wording"), cell("version"), cell("locale"));
  if (disclosure === "long") return refuse("The wording is too long.");
  const evidence = Evidence.safeParse({ page: cell("page"), messageIds: [], order: cell("order"), note: cell("source")?.slice(0, NOTE_CHARS_MAX) ?? null });
  if (!evidence.success) return refuse("The page must be an address such as https://example.com/sign-up, and an order's number short.");
  const said = { source: "import" as const, scopes, disclosure, evidence: evidence.data };
  const entries: ConsentEntry[] = confirmedAt !== null && basis === "express"
    ? [{ kind: "asked", at, ...said }, { kind: "confirmed", at: confirmedAt, ...said }]
    : [{ kind: "optedIn", at, ...said, basis, proof: disclosure === null ? "none" : "written", expiresAt: null }];
  const [address, agent] = [cell("ip"), cell("browser")];
  return { line: row.line, phone, entries, trace: address === null && agent === null ? null : { address: address?.slice(0, 45) ?? null, agent } };
}

const NOTE_CHARS_MAX = 1_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/;

/** A day alone, and a time without a zone, is UTC's. Other spellings mean different days in different countries. */
function instantOf(text: string | null): number | null {
  if (text === null || !INSTANT.test(text)) return null;
  const tight = text.replace(" UTC", "Z").replace(/ (?=[Z+-])/, "").replace(" ", "T");
  const ms = Date.parse(tight.length === 10 || /(Z|[+-]\d{2}:?\d{2})$/.test(tight) ? tight : `${tight}Z`);
  return Number.isNaN(ms) ? null : ms;
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, "");
const oneOf = <Word extends string>(words: readonly Word[], text: string): Word | null => words.find((word) => plain(word) === plain(text)) ?? null;

function scopesOf(text: string | null): Scope[] | null {
  if (text === null) return ["marketing"];
  const found = text.split(/[,;|+&]/).filter((each) => each.trim() !== "").map((each) => oneOf(Scope.options, each));
  const known = found.filter((each) => each !== null);
  return known.length === found.length && known.length > 0 ? [...new Set(known)] : null;
}

const basisOf = (text: string | null): Basis | null => (text === null ? "express" : oneOf(Basis.options, text));

function disclosureOf(text: string | null, version: string | null, locale: string | null): Disclosure | null | "long" {
  if (text === null) return null;
  const read = Disclosure.safeParse({ text, version: version ?? "imported", locale: locale ?? "und" });
  return read.success ? read.data : "long";
}
