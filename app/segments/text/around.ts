// What a place in the text is about, seen from the tokens before it.
import { EventKey } from "../definition.ts";
import { type AnyField, customerField, eventField } from "../fields.ts";
import type { Token } from "./lex.ts";
import { naturalEvent } from "./names.ts";

/** The event that filters and fields at the end of these tokens are of; null outside of all events. */
export function eventAround(tokens: readonly Token[]): EventKey | null {
  const inside = tokens.slice(openedAt(tokens) + 1);
  if (inside.length === tokens.length) return null;
  const words = inside.filter(({ kind }) => kind === "word").map(({ text }) => text);
  const named = words.findLast((text) => EventKey.safeParse(text).success);
  return EventKey.safeParse(named).data ?? naturalEvent(words[0] ?? "");
}

/** The field whose test is being written. */
export function fieldAround(tokens: readonly Token[]): AnyField | null {
  const event = eventAround(tokens);
  // Behind a bracket that has closed, the test is of what stood in it: nth(-1, order.net) …, top(… by item.type) …
  const from = tokens.findLastIndex(({ kind, text }) => (kind === "word" && isField(text, event)) || text === ")");
  const found = tokens[from];
  if (!found) return null;
  if (found.text !== ")") return fieldOf(found.text, event);
  const opened = openedAt(tokens.slice(0, from));
  const inside = tokens.slice(opened + 1, from);
  const function_ = tokens[opened - 1]?.text;
  if (function_ === "with") return fieldAround(tokens.slice(0, opened - 1));
  if (function_ !== "nth" && function_ !== "top") return null;
  const by = inside.findIndex(({ text }) => text === "by");
  const wanted = function_ === "top" ? inside[by + 1] : inside.filter(({ kind }) => kind === "word").slice(0, 2).findLast(({ text }) => text.includes("."));
  return wanted ? fieldOf(wanted.text, eventAround(tokens.slice(0, from))) : null;
}

/** Where the innermost bracket that is still open was opened; -1: none. Brackets around conditions do not count. */
function openedAt(tokens: readonly Token[]): number {
  let closed = 0;
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const text = tokens[at]?.kind === "sign" ? tokens[at]?.text : "";
    if (text === ")") closed += 1;
    if (text === "(" && closed === 0 && isCall(tokens[at - 1])) return at;
    if (text === "(") closed = Math.max(0, closed - 1);
  }
  return -1;
}

const isCall = (before: Token | undefined) => before?.kind === "word" && !["and", "or", "not", "all", "any"].includes(before.text);

const fieldOf = (key: string, event: EventKey | null): AnyField | null => (event === null ? customerField(key) : eventField(event, key));
const isField = (key: string, event: EventKey | null) => fieldOf(key, event) !== null;
