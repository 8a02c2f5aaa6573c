// Names of the products and collections that a flow speaks of, asked once each.
import { useEffect, useRef } from "react";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { print } from "#app/flows/text.ts";
import type { Names } from "#app/segments/describe.ts";
import type { PickedValue } from "../builder/picked-values.ts";
import { learnNames } from "../text-editor/learn-names.ts";

const PAUSE_MS = 400;

export function useFlowLabels(definition: FlowDefinition, names: Names, learn: (picker: string, values: readonly PickedValue[]) => void): void {
  const asked = useRef(new Set<string>());
  const latest = useRef(names);
  latest.current = names;
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => void learnNames(print(definition), latest.current, asked.current, learn, leaving.signal), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [definition, learn]);
}
