// What can be written at a place of the text. The parser itself says what it would take there; fields,
// values and tests are narrowed to what the place is about.
import { EventKey } from "../definition.ts";
import { EVENTS } from "../events.ts";
import type { Picker } from "../field.ts";
import { type AnyField, customerFields, type KnownLists, type MappedFields } from "../fields.ts";
import { offeredFields, pickerOf, type Properties } from "../offered.ts";
import { expectedAfter } from "../text.ts";
import { eventAround, fieldAround } from "./around.ts";
import { type KnownFlow, ofFlow } from "./complete-flow.ts";
import { isTestOf } from "./test-words.ts";
import { pieces, quote, lex, type Token } from "./lex.ts";
import { naturalEvent } from "./names.ts";
import { WORDS } from "./words.ts";

export type Completion = {
  /** What is inserted. */
  text: string;
  /** What the merchant calls it. */
  label: string;
  kind: "field" | "event" | "word" | "value";
};
/** `from`: the completions replace the text from there on. `ask`: more values come from the shop, by what was typed. */
export type Completions = { from: number; typed: string; options: Completion[]; ask: Picker | null };

export type Known = { mapped: MappedFields; segments: readonly { segmentId: number; name: string }[]; lists: KnownLists; flows: readonly KnownFlow[]; properties: Properties };

export function complete(text: string, at: number, known: Known): Completions | null {
  const before = pieces(text.slice(0, at));
  const last = before.at(-1);
  if (last?.kind === "comment") return null;
  const isBegun = last !== undefined && last.to === at && (last.kind === "word" || last.kind === "number" || last.kind === "date" || text[last.at] === "\"");
  const from = isBegun ? last.at : at;
  const head = text.slice(0, from);
  const { tokens } = lex(head);
  const { words, kinds } = expectedAfter(head);
  const typed = text.slice(from, at).replace(/^"|"$/g, "");
  const flow = ofFlow(tokens, known.flows);
  const field = flow === null ? fieldAround(tokens) : null;
  const isText = kinds.has("a text in quotes");
  const options = flow ?? [
    ...(isText ? [] : wordOptions(words, tokens, field)),
    ...[...kinds].flatMap((kind) => ofKind(kind, tokens, field, known)),
  ];
  const picker = field?.type === "derived" || field?.scope === "customer" ? field.picker : field ? pickerOf(field) : undefined;
  return { from, typed, options: matching(options, typed), ask: isText && picker && picker !== "options" ? picker : null };
}

function wordOptions(words: ReadonlySet<string>, tokens: readonly Token[], field: AnyField | null): Completion[] {
  const isBehindField = tokens.at(-1)?.kind === "word" || tokens.at(-1)?.text === ")";
  const hasNumbers = (field?.type === "derived" || field?.type === "score") && Object.keys(field.knobs).length > 0;
  return [...words].filter((word) => /[a-z<=>]/i.test(word) && (word !== "with (" || hasNumbers) && (!isBehindField || field === null || isTestOf(field, word))).map(wordOption);
}

function wordOption(word: string): Completion {
  const written = word.replace(/ \($/, "(").replace(" ( ", "(");
  return { text: written, label: WORDS[written] ?? "", kind: "word" };
}

function ofKind(kind: string, tokens: readonly Token[], field: AnyField | null, { mapped, segments, lists, properties }: Known): Completion[] {
  const event = eventAround(tokens);
  if (kind === "the name of a number") return field?.type === "derived" || field?.type === "score" ? Object.entries(field.knobs).map(([text, { label }]) => ({ text, label, kind: "word" })) : [];
  if (kind === "a text in quotes") return (field?.options ?? []).map(({ value, label }) => ({ text: quote(value), label, kind: "value" }));
  if (kind === "a number") {
    const before = tokens.at(-1)?.text;
    if (before === "segment") return segments.map(({ segmentId, name }) => ({ text: String(segmentId), label: name, kind: "value" }));
    return before === "list" ? lists.map(({ listId, name }) => ({ text: String(listId), label: name, kind: "value" })) : [];
  }
  const events: Completion[] = kind.includes("an event") ? EventKey.options.map((key) => ({ text: key, label: EVENTS[key].label, kind: "event" })) : [];
  if (!kind.includes("a field")) return events;
  const fields = event !== null ? offeredFields(event, properties) : kind === "an event or a field" ? [] : customerFields(mapped, lists);
  // Without an event before it, a field must say by itself which one is meant.
  const own = kind.startsWith("an event") ? fields.filter(({ key }) => naturalEvent(key) !== null) : fields;
  return [...own.map(({ key, label }): Completion => ({ text: key, label, kind: "field" })), ...events];
}

/** By the beginning of the word, of any of its parts or of its label; in this order. */
function matching(options: Completion[], typed: string): Completion[] {
  const wanted = typed.toLowerCase();
  const rank = ({ text, label }: Completion) => {
    const written = text.replace(/^"/, "").toLowerCase();
    if (written.startsWith(wanted)) return 0;
    if (written.includes(`.${wanted}`)) return 1;
    if (label.toLowerCase().startsWith(wanted)) return 2;
    return label.toLowerCase().includes(` ${wanted}`) ? 3 : 4;
  };
  const ranked = options.map((option) => ({ option, rank: rank(option) })).filter((each) => each.rank < 4);
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ option }) => option);
}
