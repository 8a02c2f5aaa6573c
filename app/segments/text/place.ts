// Where in the text a problem of a definition is: its path leads to a condition, and what the path
// names there is looked for among the condition's own words.
import type { Problem } from "#app/lib/problem.ts";
import { type Definition, leavesOf, type Path } from "../definition.ts";
import type { Token } from "./lex.ts";
import type { Span } from "./reader.ts";

/** `spans`: of each condition, in the order in which leavesOf tells them. */
export function placed({ path, message }: Problem, definition: Definition, tokens: readonly Token[], spans: readonly Span[]): { message: string } & Span {
  const index = leavesOf(definition.node).findIndex((leaf) => leaf.path.every((step, place) => step === path[place]));
  const span = spans[index];
  if (!span) return { message, at: tokens[0]?.at ?? 0, to: tokens.at(-1)?.to ?? 0 };
  const inside = tokens.filter((token) => token.at >= span.at && token.to <= span.to);
  return { message, ...(namedBy(path, definition, inside) ?? span) };
}

/** The token that says what stands at the path; or else the field of the filter or condition around it. */
function namedBy(path: Path, definition: Definition, tokens: readonly Token[]): Span | null {
  for (let end = path.length; end > 0; end -= 1) {
    const value = valueAt(definition, path.slice(0, end));
    if (typeof value === "object" && value !== null) {
      const named = "field" in value && typeof value.field === "string" ? tokens.find(({ text }) => text === value.field) : undefined;
      if (named) return { at: named.at, to: named.to };
    } else if (value !== undefined) {
      const said = tokens.find(({ text }) => text === String(value));
      if (said) return { at: said.at, to: said.to };
    }
  }
  return null;
}

function valueAt(within: unknown, path: Path): unknown {
  let value = within;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
