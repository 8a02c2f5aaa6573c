// Shopify's segment language, as much of it as its reference describes: filters joined by AND and OR,
// AND binding tighter, at most ten of them. Read here into a tree; segment-match.ts says what it means.
import { FILTERS } from "./segment-filters.ts";
import type { FilterKind } from "./segment-filters.ts";

export const CLAUSES_MAX = 10;

/** day: "2026-01-31". offset: whole days, weeks, months or years from today. */
export type Operand =
  | { kind: "text"; text: string }
  | { kind: "number"; number: number }
  | { kind: "day"; day: string }
  | { kind: "offset"; count: number; unit: "d" | "w" | "m" | "y" };

export type Operator = "=" | "!=" | ">" | ">=" | "<" | "<=" | "BETWEEN" | "IN" | "NOT IN" | "CONTAINS" | "NOT CONTAINS" | "IS NULL" | "IS NOT NULL";
export type Parameter = { name: string; operator: Operator; operands: Operand[] };
export type Query =
  | { kind: "and" | "or"; parts: Query[] }
  | { kind: "test"; filter: string; operator: Operator; operands: Operand[] }
  | { kind: "matches"; filter: string; negated: boolean; parameters: Parameter[] };

/** What Shopify answers where it cannot read a query: "Line 1 Column 6: 'valid' is unexpected." */
export class QueryProblem extends Error {}

type Token = { text: string; line: number; column: number };

const TOKEN = /\s+|'(?:\\.|[^'\\])*'|>=|<=|!=|[=<>(),]|[+-]?\d{4}-\d\d-\d\d|[+-]?\d+[dwmy]\b|-?\d+(?:\.\d+)?|[A-Za-z_][\w.$-]*|./gy;

const OPERATORS: Record<FilterKind, readonly Operator[]> = {
  date: ["=", "!=", ">", ">=", "<", "<=", "BETWEEN", "IS NULL", "IS NOT NULL"],
  number: ["=", "!=", ">", ">=", "<", "<=", "BETWEEN", "IS NULL", "IS NOT NULL"],
  text: ["=", "!=", "IS NULL", "IS NOT NULL"],
  list: ["CONTAINS", "NOT CONTAINS", "IS NULL", "IS NOT NULL"],
  event: [],
};

/** Throws a QueryProblem. */
export function readQuery(text: string): Query {
  const reader = new Reader(text);
  const query = reader.either();
  reader.end();
  if (reader.clauses > CLAUSES_MAX) throw new QueryProblem(`Segment query exceeds the maximum of ${CLAUSES_MAX} filters.`);
  return query;
}

class Reader {
  clauses = 0;
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  either(): Query {
    const parts = [this.#both()];
    while (this.#takes("OR")) parts.push(this.#both());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "or", parts };
  }

  end(): void {
    const left = this.#tokens[this.#at];
    if (left) throw unexpected(left);
  }

  #both(): Query {
    const parts = [this.#one()];
    while (this.#takes("AND")) parts.push(this.#one());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "and", parts };
  }

  #one(): Query {
    if (this.#takes("(")) {
      const inside = this.either();
      this.#needs(")");
      return inside;
    }
    const token = this.#next();
    const kind = FILTERS.get(token.text)?.kind;
    if (!kind) throw new QueryProblem(`${place(token)}: '${token.text}' filter cannot be found.`);
    this.clauses += 1;
    if (kind === "event") return this.#matches(token.text);
    const at = this.#tokens[this.#at];
    const operator = this.#operator();
    if (!OPERATORS[kind].includes(operator)) throw at ? unexpected(at) : new QueryProblem("Query ends too early.");
    return { kind: "test", filter: token.text, operator, operands: this.#operands(operator) };
  }

  #matches(filter: string): Query {
    const negated = this.#takes("NOT");
    this.#needs("MATCHES");
    this.#needs("(");
    const parameters: Parameter[] = [];
    while (!this.#takes(")")) {
      if (parameters.length > 0) this.#needs(",");
      const name = this.#next();
      if (!FILTERS.get(filter)?.parameters?.includes(name.text) || parameters.some((known) => known.name === name.text)) throw unexpected(name);
      const operator = this.#operator();
      parameters.push({ name: name.text, operator, operands: this.#operands(operator) });
    }
    return { kind: "matches", filter, negated, parameters };
  }

  #operator(): Operator {
    const token = this.#next();
    const word = token.text.toUpperCase();
    if (word === "IS") {
      const negated = this.#takes("NOT");
      this.#needs("NULL");
      return negated ? "IS NOT NULL" : "IS NULL";
    }
    if (word === "NOT") return this.#takes("IN") ? "NOT IN" : (this.#needs("CONTAINS"), "NOT CONTAINS");
    const known = (["=", "!=", ">", ">=", "<", "<=", "BETWEEN", "IN", "CONTAINS"] as const).find((operator) => operator === word);
    if (!known) throw unexpected(token);
    return known;
  }

  #operands(operator: Operator): Operand[] {
    if (operator === "IS NULL" || operator === "IS NOT NULL") return [];
    if (operator === "BETWEEN") {
      const from = this.#operand();
      this.#needs("AND");
      return [from, this.#operand()];
    }
    if (operator !== "IN" && operator !== "NOT IN") return [this.#operand()];
    this.#needs("(");
    const listed = [this.#operand()];
    while (this.#takes(",")) listed.push(this.#operand());
    this.#needs(")");
    return listed;
  }

  #operand(): Operand {
    const token = this.#next();
    const { text } = token;
    if (text.startsWith("'")) return { kind: "text", text: text.slice(1, -1).replaceAll(/\\(.)/g, "$1") };
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return { kind: "day", day: text };
    const [, count, unit] = /^([+-]?\d+)([dwmy])$/.exec(text) ?? [];
    if (count !== undefined && unit !== undefined) return { kind: "offset", count: Number(count), unit: unit as "d" | "w" | "m" | "y" };
    if (text === "today" || text === "yesterday") return { kind: "offset", count: text === "today" ? 0 : -1, unit: "d" };
    if (/^-?\d+(\.\d+)?$/.test(text)) return { kind: "number", number: Number(text) };
    throw unexpected(token);
  }

  #takes(word: string): boolean {
    const isNext = this.#tokens[this.#at]?.text.toUpperCase() === word;
    if (isNext) this.#at += 1;
    return isNext;
  }

  #needs(word: string): void {
    const token = this.#next();
    if (token.text.toUpperCase() !== word) throw unexpected(token);
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new QueryProblem("Query ends too early.");
    this.#at += 1;
    return token;
  }
}

const place = ({ line, column }: Token) => `Line ${line} Column ${column}`;
const unexpected = (token: Token) => new QueryProblem(`${place(token)}: '${token.text}' is unexpected.`);

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match[0].trim() !== "") tokens.push({ text: match[0], line, column: match.index - lineStart });
    for (let at = match[0].indexOf("\n"); at !== -1; at = match[0].indexOf("\n", at + 1)) {
      line += 1;
      lineStart = match.index + at + 1;
    }
  }
  return tokens;
}
