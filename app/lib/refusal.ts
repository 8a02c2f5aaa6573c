// What PostgreSQL refused, without the values it quotes: its messages and details repeat what stood in
// the row ("Key (email)=(…) already exists"), and end up on the Problems page and in the logs. Kept are
// the code, the names of our own tables, columns and constraints, and a sentence.

type Raised = { code?: unknown; message?: unknown; table?: unknown; column?: unknown; constraint?: unknown };

/** SQLSTATE → what it means. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SENTENCES: Record<string, string> = {
  "22001": "A text is longer than its column.",
  "22003": "A number is too large.",
  "22007": "A date or time is not written as one.",
  "22008": "A date or time does not exist.",
  "22021": "A text holds a character that cannot be stored.",
  "22P02": "A value does not have the form of its column.",
  "22P05": "A text holds a character that cannot be stored.",
  "23502": "A value is missing that must be there.",
  "23503": "Something it belongs to is not there.",
  "23505": "Something that may be there once is there already.",
  "23514": "A value is outside of what is allowed.",
};

/** Connections, deadlocks, our own SQL (parameters stand apart from it), resources: these messages speak of no row. */
const ABOUT_NO_ROW = /^(08|40|42|53|55|57|58)/;

export class Refusal extends Error {
  readonly code: string;
  readonly table: string | null;
  readonly column: string | null;
  readonly constraint: string | null;

  constructor({ code, message, table, column, constraint }: Raised & { code: string }) {
    const names = [named("table", table), named("column", column), named("constraint", constraint)].filter((name) => name !== null);
    const said = ABOUT_NO_ROW.test(code) ? String(message) : (SENTENCES[code] ?? "The database refused it.");
    super(`${said} (${[code, ...names].join(", ")})`);
    this.name = "Refusal";
    this.code = code;
    this.table = textOr(table);
    this.column = textOr(column);
    this.constraint = textOr(constraint);
  }
}

const textOr = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
const named = (what: string, value: unknown) => (textOr(value) === null ? null : `${what} ${textOr(value)}`);

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Errors of PostgreSQL become refusals; everything else (a lost connection, a bug of ours) stays what it is. */
export function withoutValues(raised: unknown): unknown {
  if (!(raised instanceof Error) || !("code" in raised) || typeof raised.code !== "string" || !SQLSTATE.test(raised.code)) return raised;
  // Node's own codes (EPIPE) look alike; PostgreSQL's errors carry a severity.
  return "severity" in raised ? new Refusal({ ...raised, code: raised.code, message: raised.message }) : raised;
}

/** For a row that a person reads: our own sentences as they are, of anything else only its kind. The log has the rest. */
export function reasonOf(raised: unknown): string {
  if (raised instanceof Refusal || (raised instanceof Error && raised.message.startsWith("Invariant broken: "))) return raised.message;
  return `It met a mistake of ours (${raised instanceof Error ? raised.name : typeof raised}).`;
}
