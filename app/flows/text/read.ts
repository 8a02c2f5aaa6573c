// The text of print.ts back to JSON. Its shape is the definition's to check.
import { parseNode, parseWhere } from "../../segments/text/parse.ts";
import { UNITS } from "../../segments/text/names.ts";
import type { Reader } from "../../segments/text/reader.ts";

/** Deeper text is refused before it can exhaust the stack. */
const NESTED_MAX = 20;
const UNIT_OF: ReadonlyMap<string, string> = new Map(Object.entries(UNITS).map(([unit, short]) => [short, unit]));

export function readValue(reader: Reader, depth = 0): unknown {
  if (depth > NESTED_MAX) return reader.stop("This is nested too deep.");
  const token = reader.peek();
  if (!token) return reader.stop("The text ends too early.");
  if (token.kind === "string") return reader.string();
  if (token.kind === "number") {
    const n = reader.number();
    const unit = UNIT_OF.get(reader.peek()?.kind === "word" ? (reader.peek()?.text ?? "") : "");
    if (unit === undefined) return n;
    reader.next();
    return { n, unit };
  }
  if (reader.take("{")) return readList(reader, depth);
  if (token.text === "(") return readPairs(reader, depth);
  const word = reader.word("a value");
  if (reader.peek()?.text === "(" && reader.peek()?.kind === "sign") return { ...kindFrom(word), ...readPairs(reader, depth) };
  return word === "yes" ? true : word === "no" ? false : word === "none" ? null : word;
}

export function kindFrom(word: string): Record<string, unknown> {
  const [kind = "", more] = word.split(".");
  if (more === undefined) return { kind };
  return kind === "wait" ? { kind, how: more } : kind === "branch" ? { kind, by: more } : { kind: word };
}

function readList(reader: Reader, depth: number): unknown[] {
  const values: unknown[] = [];
  if (reader.take("}")) return values;
  do values.push(readValue(reader, depth + 1));
  while (reader.take(","));
  reader.need("}");
  return values;
}

export function readPairs(reader: Reader, depth: number): Record<string, unknown> {
  reader.need("(");
  const value: Record<string, unknown> = {};
  if (reader.take(")")) return value;
  do readPair(reader, value, depth);
  while (reader.take(","));
  reader.need(")");
  return value;
}

function readPair(reader: Reader, value: Record<string, unknown>, depth: number): void {
  // What stands here is of the flow, and of no condition.
  reader.comments("all");
  if (reader.peek()?.text === "where") return void Object.assign(value, parseWhere(reader));
  const key = reader.word("a name");
  if (Object.hasOwn(value, key) || key === "__proto__") return reader.stop(`“${key}” is said twice.`);
  value[key] = key === "when" ? parseNode(reader) : readValue(reader, depth + 1);
}
