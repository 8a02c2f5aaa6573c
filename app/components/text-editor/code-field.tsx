// CodeMirror as a field of a form. It is loaded when the text is opened, because it is as large as the
// rest of the builder. Tab is left alone: it leaves the field, as in every other.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { forceLinting, linter } from "@codemirror/lint";
import { Annotation, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers, placeholder, tooltips } from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { TextProblem } from "#app/segments/text.ts";
import { useShopWords } from "../builder/shop-words.ts";
import { colours, theme } from "./colours.ts";
import { learnNames } from "./learn-names.ts";
import { named, names } from "./names.ts";
import { suggest } from "./suggest.ts";
import { textFrom } from "./text-draft.ts";

type Props = { label: string; describedBy: string; text: string; problems: TextProblem[]; onChange: (text: string) => void };

const LINT_MS = 300;
const NAMES_MS = 400;
/** A change that nobody typed. */
const fromOutside = Annotation.define<true>();
const PLACEHOLDER = "count(order) in last 90 d >= 2 and person.country is \"US\"";

export default function CodeField({ label, describedBy, text, problems, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const words = useShopWords();
  const latest = useRef({ words, problems, onChange });
  latest.current = { words, problems, onChange };

  // Before it is painted: without its lines the field would be empty, and what is below it jump twice.
  useLayoutEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({ doc: text, extensions: extensions({ label, describedBy }, latest) }),
    });
    editor.current = view;
    view.focus();
    return () => view.destroy();
    // The field lives as long as it is shown; what changes is told to it below.
  }, [label, describedBy]);

  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: fromOutside.of(true) });
  }, [text]);

  useEffect(() => {
    if (editor.current) forceLinting(editor.current);
  }, [problems]);

  const { names: nameOf, learn } = words;
  useEffect(() => editor.current?.dispatch({ effects: named.of(null) }), [nameOf]);
  const asked = useRef(new Set<string>());
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => void learnNames(text, latest.current.words.names, asked.current, learn, leaving.signal), NAMES_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [text, learn]);

  return <div ref={place} className="segue-code" />;
}

type Latest = { current: { words: ReturnType<typeof useShopWords>; problems: TextProblem[]; onChange: (text: string) => void } };

function extensions({ label, describedBy }: Pick<Props, "label" | "describedBy">, latest: Latest) {
  return [
    lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), colours, theme, placeholder(PLACEHOLDER), EditorView.lineWrapping,
    tooltips({ tooltipSpace: besideNothing }),
    names(() => latest.current.words.names),
    suggest(() => latest.current.words, () => latest.current.words.learn),
    linter(({ state }) => latest.current.problems.map((problem) => ({ ...within(problem, state.doc.length), severity: "error", message: problem.message })), { delay: LINT_MS }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, spellcheck: "false", autocapitalize: "off" }),
    EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      if (docChanged && !transactions.some((each) => each.annotation(fromOutside))) latest.current.onChange(state.doc.toString());
    }),
    EditorView.domEventHandlers({ paste: pasted }),
  ];
}

/** As wide as the field: what stands beside it would cover what reaches further. */
function besideNothing(view: EditorView) {
  const { left, right } = view.dom.getBoundingClientRect();
  return { left, right, top: 0, bottom: window.innerHeight };
}

/** The text may have become shorter since; and where nothing stands, the last character is marked. */
function within({ at, to }: TextProblem, length: number): { from: number; to: number } {
  const from = Math.min(at, length);
  return from < Math.min(to, length) ? { from, to: Math.min(to, length) } : { from: Math.max(0, from - 1), to: Math.max(from, Math.min(1, length)) };
}

/** A definition in JSON that replaces the whole text becomes text. */
function pasted(event: ClipboardEvent, view: EditorView): boolean {
  const content = event.clipboardData?.getData("text/plain") ?? "";
  const { from, to } = view.state.selection.main;
  const isWhole = from === 0 && to === view.state.doc.length;
  const text = isWhole && content.trimStart().startsWith("{") ? textFrom(content) : null;
  if (typeof text !== "string") return false;
  event.preventDefault();
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: text.length }, userEvent: "input.paste" });
  return true;
}
