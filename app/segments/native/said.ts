// A part of a query in Shopify's language, while it is put together.

export type Clause = { kind: "clause"; filter: string; text: string; doubt?: string };
export type Said = Clause | { kind: "and" | "or"; parts: Said[] };
export type Refused = { why: string };

export const cannot = (why: string): Refused => ({ why });
export const isRefused = (said: Said | Refused): said is Refused => "why" in said;

export const clause = (filter: string, rest: string, doubt?: string): Clause => ({ kind: "clause", filter, text: `${filter} ${rest}`, ...(doubt !== undefined && { doubt }) });

export function join(kind: "and" | "or", parts: Said[]): Said {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length === 1 && flat[0] ? flat[0] : { kind, parts: flat };
}

export const clausesOf = (said: Said): Clause[] => (said.kind === "clause" ? [said] : said.parts.flatMap(clausesOf));

/** AND binds tighter than OR. */
export function textOf(said: Said): string {
  if (said.kind === "clause") return said.text;
  return said.parts.map((part) => (said.kind === "and" && part.kind === "or" ? `(${textOf(part)})` : textOf(part))).join(said.kind === "and" ? " AND " : " OR ");
}

/** 'O\'Hara' */
export const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

/** Without an exponent. */
export const numeral = (value: number) => (Number.isInteger(value) ? value.toFixed(0) : value.toFixed(4).replace(/0+$/, ""));
