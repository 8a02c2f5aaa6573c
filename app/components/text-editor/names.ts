// Names behind the ids in the text, paler, so that it can be read; the text itself stays as it is.
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { Names } from "#app/segments/describe.ts";
import { idsIn } from "#app/segments/text/named.ts";

class Name extends WidgetType {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  override eq(other: Name): boolean {
    return other.name === this.name;
  }
  override toDOM(): HTMLElement {
    const shown = document.createElement("span");
    shown.className = "segue-name";
    shown.textContent = this.name;
    return shown;
  }
}

/** Names became known that were not. */
export const named = StateEffect.define<null>();

export function names(nameOf: () => Names): Extension {
  const shownIn = (text: string): DecorationSet => Decoration.set(idsIn(text).flatMap(({ kind, id, to }) => {
    const name = nameOf()(kind, id);
    return name === null ? [] : [Decoration.widget({ widget: new Name(name), side: 1 }).range(to)];
  }));
  return StateField.define<DecorationSet>({
    create: ({ doc }) => shownIn(doc.toString()),
    update: (shown, { docChanged, effects, newDoc }) => (docChanged || effects.some((effect) => effect.is(named)) ? shownIn(newDoc.toString()) : shown),
    provide: (field) => EditorView.decorations.from(field),
  });
}
