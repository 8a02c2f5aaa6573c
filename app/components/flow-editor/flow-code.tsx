// CodeMirror over the text form of a flow. It is loaded when the text is opened. Tab leaves the field, as in every other.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { forceLinting, linter } from "@codemirror/lint";
import { Annotation, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { TextProblem } from "#app/segments/text.ts";
import { colours, theme } from "../text-editor/colours.ts";

type Props = { label: string; describedBy: string; text: string; problems: TextProblem[]; onChange: (text: string) => void };

const LINT_MS = 300;
/** A change that nobody typed. */
const fromOutside = Annotation.define<true>();

export default function FlowCode({ label, describedBy, text, problems, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef({ problems, onChange });
  latest.current = { problems, onChange };
  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), colours, theme, EditorView.lineWrapping,
          linter(({ state }) => latest.current.problems.map(({ at, to, message }) => ({ from: Math.min(at, state.doc.length), to: Math.min(Math.max(at, to), state.doc.length), severity: "error", message })), { delay: LINT_MS }),
          keymap.of([...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, spellcheck: "false", autocapitalize: "off" }),
          EditorView.updateListener.of(({ docChanged, state, transactions }) => {
            if (docChanged && !transactions.some((each) => each.annotation(fromOutside))) latest.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
    // The field lives as long as it is shown; what changes is told to it below.
  }, [label, describedBy]);
  useEffect(() => {
    const view = editor.current;
    if (view && view.state.doc.toString() !== text) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: fromOutside.of(true) });
  }, [text]);
  useEffect(() => {
    if (editor.current) forceLinting(editor.current);
  }, [problems]);
  return <div ref={place} className="segue-code" />;
}
