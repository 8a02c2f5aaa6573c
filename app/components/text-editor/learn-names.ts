// Names of what a text speaks of by its id, where they are not known yet: asked for once the typing has paused.
import type { Names } from "#app/segments/describe.ts";
import { idsIn, type NamedKind } from "#app/segments/text/named.ts";
import type { PickedValue } from "../builder/picked-values.ts";
import { askValues } from "./ask-values.ts";

/** As many as one answer holds. */
const ASKED_MAX = 50;
const OF_SHOP: readonly NamedKind[] = ["product", "variant", "collection"];

/** One kind after the other; ids that nobody has are not asked for again (`asked`). */
export async function learnNames(text: string, nameOf: Names, asked: Set<string>, learn: (picker: string, values: readonly PickedValue[]) => void, signal: AbortSignal): Promise<void> {
  const missing = idsIn(text).filter(({ kind, id }) => nameOf(kind, id) === null && !asked.has(`${kind} ${id}`));
  for (const kind of OF_SHOP) {
    const ids = [...new Set(missing.flatMap((each) => (each.kind === kind ? [each.id] : [])))].slice(0, ASKED_MAX);
    if (ids.length === 0) continue;
    const values = await askValues({ picker: kind, ids: ids.join(",") }, signal);
    if (values === null) return;
    for (const id of ids) asked.add(`${kind} ${id}`);
    learn(kind, values);
  }
}
