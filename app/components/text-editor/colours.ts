// The colours of the text form, by the lexer that the parser itself reads with.
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { EventKey } from "#app/segments/definition.ts";
import { type Piece, pieces } from "#app/segments/text/lex.ts";

const CLASSES: Record<Exclude<Piece["kind"], "space" | "word">, string> = { comment: "segue-comment", string: "segue-string", number: "segue-number", date: "segue-number", sign: "segue-sign", bad: "segue-bad" };

function classOf({ kind, at, to }: Piece, text: string): string | null {
  if (kind === "space") return null;
  if (kind !== "word") return CLASSES[kind];
  const word = text.slice(at, to);
  if (word.includes(".")) return "segue-field";
  if (EventKey.safeParse(word).success) return "segue-event";
  return text[to] === "(" ? "segue-measure" : "segue-word";
}

function coloured({ state }: EditorView): DecorationSet {
  const text = state.doc.toString();
  const found = new RangeSetBuilder<Decoration>();
  for (const piece of pieces(text)) {
    const name = classOf(piece, text);
    if (name !== null) found.add(piece.at, piece.to, Decoration.mark({ class: name }));
  }
  return found.finish();
}

export const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = coloured(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = coloured(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Each at least 4.5 : 1 on white and on the pale grey of the gutter. */
export const theme = EditorView.theme({
  "&": { fontSize: "13px", backgroundColor: "var(--p-color-bg-surface)", color: "var(--p-color-text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--p-font-family-mono)", lineHeight: "20px", minHeight: "13rem", maxHeight: "32rem" },
  ".cm-content": { padding: "8px 0" },
  ".cm-gutters": { backgroundColor: "var(--p-color-bg-surface-secondary)", color: "var(--p-color-text-secondary)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  ".segue-field": { color: "#0b5394" },
  ".segue-event, .segue-measure": { color: "#6f2da8" },
  ".segue-word, .segue-sign": { color: "var(--p-color-text-secondary)" },
  ".segue-string": { color: "#0a6640" },
  ".segue-number": { color: "#8a4b00" },
  ".segue-comment": { color: "#616161", fontStyle: "italic" },
  ".segue-name": { color: "#616161", fontFamily: "var(--p-font-family-sans)", fontSize: "12px", paddingInlineStart: "6px", userSelect: "none" },
  ".segue-bad": { color: "#8e0b21" },
  ".cm-tooltip": { border: "1px solid var(--p-color-border)", borderRadius: "var(--p-border-radius-200)", backgroundColor: "var(--p-color-bg-surface)", boxShadow: "var(--p-shadow-300)", overflow: "hidden", maxWidth: "min(34rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--p-font-family-sans)", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px", display: "flex", gap: "12px", justifyContent: "space-between", lineHeight: "20px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--p-color-bg-surface-selected)", color: "var(--p-color-text)" },
  ".cm-completionLabel": { fontFamily: "var(--p-font-family-mono)", fontSize: "12px", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--p-color-text-secondary)", marginLeft: "0", textAlign: "end", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-diagnostic": { borderLeft: "none", padding: "6px 10px", fontFamily: "var(--p-font-family-sans)" },
});
