// What can be done with the chosen steps, by mouse, by menu and by key.
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";
import type { StepId } from "#app/flows/step-id.ts";
import { copied, pasted } from "./edit/clipboard.ts";
import { doubled, moved } from "./edit/insert.ts";
import { insertedNew, type StepKind } from "./edit/kinds.ts";
import { mainWay, type Place, placesOf, START, targetAt, waysOf } from "./edit/place.ts";
import { removed } from "./edit/remove.ts";
import type { FlowEditing } from "./use-flow.ts";

const KEPT = "segue-flow-steps";

export function useCommands(flow: FlowEditing) {
  const shopify = useAppBridge();
  const { definition, chosen } = flow;
  const ids = chosen.is === "steps" ? chosen.ids : [];
  const [asked, setAsked] = useState<StepId | null>(null);
  const [adding, setAdding] = useState<Place | null>(null);

  function add(kind: StepKind, place: Place) {
    if (flow.apply((now) => insertedNew(now, kind, place), "new")) setAdding(null);
  }
  /** A fork with steps on more than one of its ways: it is asked which way stays. */
  function remove(which: readonly StepId[] = ids) {
    const [only, ...more] = which;
    const step = definition.steps.find(({ id }) => id === only);
    if (!step) return;
    const ways = new Set(waysOf(step).flatMap(({ to }) => to ?? []));
    if (more.length === 0 && ways.size > 1) setAsked(step.id);
    else if (flow.apply((now) => removed(now, which))) flow.choose({ is: "flow" });
  }
  function copy(which: readonly StepId[] = ids): string | null {
    const text = copied(definition, new Set(which));
    if (text === null) return null;
    keep(text);
    shopify.toast.show(which.length === 1 ? "Step copied" : `${which.length} steps copied`);
    return text;
  }
  function paste(text: string | null = kept(), place: Place = placeAfter(flow)) {
    if (text === null) return flow.refuse("Nothing was copied yet.");
    flow.apply((now) => pasted(now, text, place), "new");
  }
  return {
    ids, asked, adding, add, remove, copy, paste,
    ask: setAdding,
    answer: (way: number | null) => {
      if (way !== null && asked !== null && flow.apply((now) => removed(now, [asked], way))) flow.choose({ is: "flow" });
      setAsked(null);
    },
    duplicate: (which: readonly StepId[] = ids) => void flow.apply((now) => doubled(now, which)),
    move: (which: readonly StepId[], place: Place) => void flow.apply((now) => moved(now, which, place), [...which]),
    hasCopied: () => kept() !== null,
  };
}

export type Commands = ReturnType<typeof useCommands>;

/** Behind what is chosen, or where the first way ends. */
export function placeAfter({ definition, chosen }: FlowEditing): Place {
  const last = chosen.is === "steps" ? definition.steps.find(({ id }) => id === chosen.ids.at(-1)) : undefined;
  const way = last && mainWay(last);
  if (last && way) return { from: last.id, path: way.path };
  return placesOf(definition).find((place) => targetAt(definition, place) === null) ?? START;
}

/** In another flow of the same window, too. Browsers may keep an app in a frame from it. */
function keep(text: string): void {
  try {
    sessionStorage.setItem(KEPT, text);
  } catch {
    inMemory = text;
  }
}

let inMemory: string | null = null;

function kept(): string | null {
  try {
    return sessionStorage.getItem(KEPT) ?? inMemory;
  } catch {
    return inMemory;
  }
}
