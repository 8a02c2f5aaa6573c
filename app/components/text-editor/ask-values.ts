// Values of the shop by their names, as the text editor asks for them while somebody types.
import type { PickedValue } from "../builder/picked-values.ts";

/** Null: nothing was heard, or nobody waits for it any more, which may be while the answer is still coming in. */
export async function askValues(query: Record<string, string>, signal: AbortSignal): Promise<PickedValue[] | null> {
  try {
    const answer = await fetch(`/app/values?${new URLSearchParams(query)}`, { signal });
    if (!answer.ok) return null;
    const { values }: { values: PickedValue[] } = await answer.json();
    return values;
  } catch {
    return null;
  }
}
