// Names behind the ids in the text, paler, so that it can be read; the text itself stays as it is. Names
// that are not known yet are asked for once the typing has paused.
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { Names } from "#app/segments/describe.ts";
import { idsIn, type NamedKind } from "#app/segments/text/named.ts";
import type { PickedValue } from "../builder/picked-values.ts";

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

/** As many as one answer holds. */
const ASKED_MAX = 50;
const OF_SHOP: readonly NamedKind[] = ["product", "variant", "collection"];

/** One kind after the other; ids that nobody has are not asked for again (`asked`). */
export async function learnNames(text: string, nameOf: Names, asked: Set<string>, learn: (picker: string, values: readonly PickedValue[]) => void, signal: AbortSignal): Promise<void> {
  const missing = idsIn(text).filter(({ kind, id }) => nameOf(kind, id) === null && !asked.has(`${kind} ${id}`));
  for (const kind of OF_SHOP) {
    const ids = [...new Set(missing.flatMap((each) => (each.kind === kind ? [each.id] : [])))].slice(0, ASKED_MAX);
    if (ids.length === 0) continue;
    const answer = await fetch(`/app/values?${new URLSearchParams({ picker: kind, ids: ids.join(",") })}`, { signal }).catch(() => null);
    if (!answer?.ok) return;
    const { values }: { values: PickedValue[] } = await answer.json();
    for (const id of ids) asked.add(`${kind} ${id}`);
    learn(kind, values);
  }
}
