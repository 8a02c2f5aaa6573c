// Names of values that pickers have found so far, so that the sentence can say them.
import { useCallback, useState } from "react";
import type { PickedValue } from "./picked-values.ts";
import { labelKey } from "./spoken.ts";

export function useLabels() {
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map());
  const learn = useCallback((picker: string, values: readonly PickedValue[]) => {
    setLabels((before) => {
      const fresh = values.filter(({ value }) => !before.has(labelKey(picker, value)));
      return fresh.length === 0 ? before : new Map([...before, ...fresh.map(({ value, label }) => [labelKey(picker, value), label] as const)]);
    });
  }, []);
  return { labels, learn };
}
