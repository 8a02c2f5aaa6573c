// What CodeMirror offers while somebody types: what the language takes at that place, and values of the shop.
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { type Completion as Offered, complete, type Known } from "#app/segments/text/complete.ts";
import { quote } from "#app/segments/text/lex.ts";
import type { PickedValue } from "../builder/picked-values.ts";
import { askValues } from "./ask-values.ts";

type Learn = (picker: string, values: readonly PickedValue[]) => void;

export const suggest = (known: () => Known, learn: () => Learn) =>
  autocompletion({
    override: [(context) => find(context, known(), learn())],
    icons: false,
    closeOnBlur: true,
    maxRenderedOptions: 60,
    defaultKeymap: true,
  });

async function find(context: CompletionContext, known: Known, learn: Learn): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const found = complete(text, context.pos, known);
  if (!found) return null;
  const { from, typed, options, ask } = found;
  // Unasked, only where something was begun: a list that opens at every space is in the way.
  if (!context.explicit && typed === "" && text[from] !== "\"") return null;
  const values = ask === null ? [] : await ofShop(ask, typed, learn, context);
  if (context.aborted) return null;
  const written = [...options, ...values];
  return written.length === 0 ? null : { from, to: endOf(text, context.pos, from), options: written.map(shown), filter: false };
}

/** A quote that the editor closed by itself is replaced along with what stands in it. */
const endOf = (text: string, at: number, from: number) => (text[from] === "\"" && text[at] === "\"" ? at + 1 : at);

async function ofShop(picker: string, typed: string, learn: Learn, context: CompletionContext): Promise<Offered[]> {
  const leaving = new AbortController();
  context.addEventListener("abort", () => leaving.abort());
  const values = await askValues({ picker, q: typed }, leaving.signal);
  if (values === null) return [];
  learn(picker, values);
  return values.map(({ value, label, detail }) => ({ text: quote(value), label: value === label ? (detail ?? "") : label, kind: "value" }));
}

function shown({ text, label, kind }: Offered): Completion {
  const isOpening = text.endsWith("(") || text.endsWith("{");
  return {
    label: text,
    detail: label,
    type: kind,
    apply(view: EditorView, _completion: Completion, from: number, to: number) {
      const closing = text.endsWith("(") ? ")" : text.endsWith("{") ? "}" : "";
      const insert = text + closing + (isOpening || kind === "value" ? "" : " ");
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length - closing.length }, userEvent: "input.complete" });
    },
  };
}
