// Shopify's search syntax, as much of it as an app needs: `updated_at:>=2026-11-01 AND (tag:vip OR
// -state:disabled)`. Terms side by side are joined by AND. A key the stand-in does not know is an
// error (Shopify itself ignores it with a warning, which hides mistakes).
import { GraphQLError } from "graphql";

export type SearchValue = string | number | boolean | null | readonly string[];
/** Key → what a row has under it. Numbers compare as numbers, instants (…At) as instants. */
export type SearchKeys<Row> = Record<string, { kind: "text" | "number" | "instant" | "id"; of: (row: Row) => SearchValue }>;

type Operator = "=" | ">" | ">=" | "<" | "<=";
type Test<Row> = (row: Row) => boolean;

export function search<Row>(query: string, keys: SearchKeys<Row>): Test<Row> {
  const tokens = query.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()]|[^\s()"':]+:(?:>=|<=|>|<)?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+)|[^\s()]+/g) ?? [];
  let at = 0;

  const either = (): Test<Row> => {
    const options = [both()];
    while (tokens[at]?.toUpperCase() === "OR") {
      at += 1;
      options.push(both());
    }
    return (row) => options.some((option) => option(row));
  };
  const both = (): Test<Row> => {
    const terms = [one()];
    for (let token = tokens[at]; token !== undefined && token !== ")" && token.toUpperCase() !== "OR"; token = tokens[at]) {
      if (token.toUpperCase() === "AND") at += 1;
      terms.push(one());
    }
    return (row) => terms.every((term) => term(row));
  };
  const one = (): Test<Row> => {
    const token = tokens[at++];
    if (token === undefined) throw new GraphQLError(`The search "${query}" ends too early.`);
    if (token.toUpperCase() === "NOT") return not(one());
    if (token === "(") {
      const inside = either();
      if (tokens[at++] !== ")") throw new GraphQLError(`The search "${query}" lacks a closing bracket.`);
      return inside;
    }
    return token.startsWith("-") ? not(term(token.slice(1), keys)) : term(token, keys);
  };

  return tokens.length === 0 ? () => true : either();
}

const not = <Row>(test: Test<Row>): Test<Row> => (row) => !test(row);

function term<Row>(token: string, keys: SearchKeys<Row>): Test<Row> {
  const [, key, operator = "=", raw] = /^([^:"']+):(>=|<=|>|<)?(.*)$/.exec(token) ?? [];
  if (key === undefined || raw === undefined) return freeText(unquote(token), keys);
  const known = keys[key];
  if (!known) throw new GraphQLError(`The sandbox cannot search by "${key}" here. It knows: ${Object.keys(keys).join(", ")}.`);
  const wanted = unquote(raw);
  return (row) => {
    const value = known.of(row);
    if (Array.isArray(value)) return value.some((item) => item.toLowerCase() === wanted.toLowerCase());
    return compare(value as Exclude<SearchValue, readonly string[]>, operator as Operator, wanted, known.kind);
  };
}

/** A word without a key is looked for at the beginning of the words of every text. */
function freeText<Row>(word: string, keys: SearchKeys<Row>): Test<Row> {
  const wanted = word.toLowerCase();
  const texts = Object.values(keys).filter((key) => key.kind === "text");
  return (row) => texts.some((key) => [key.of(row)].flat().some((value) => typeof value === "string" && value.toLowerCase().split(/\s+/).some((part) => part.startsWith(wanted))));
}

const unquote = (text: string) => (/^(["']).*\1$/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text);

function compare(value: string | number | boolean | null, operator: Operator, wanted: string, kind: "text" | "number" | "instant" | "id"): boolean {
  if (value === null) return false;
  if (kind === "text") {
    const prefix = wanted.endsWith("*");
    const [have, want] = [String(value).toLowerCase(), wanted.toLowerCase()];
    return wanted === "*" || (prefix ? have.startsWith(want.slice(0, -1)) : have === want);
  }
  const want = kind === "instant" ? Date.parse(wanted) : Number(wanted.replace(/^gid:.*\//, ""));
  if (Number.isNaN(want)) throw new GraphQLError(`"${wanted}" is no ${kind === "instant" ? "date" : "number"} to search by.`);
  const have = Number(value);
  switch (operator) {
    case "=": return have === want;
    case ">": return have > want;
    case ">=": return have >= want;
    case "<": return have < want;
    case "<=": return have <= want;
    default: return operator satisfies never;
  }
}
