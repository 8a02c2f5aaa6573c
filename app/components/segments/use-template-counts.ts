// The counts come after the page, two at a time: each costs the database a question, and nobody reads
// them all at once. Those that a search leaves come first.
import { useEffect, useRef, useState } from "react";
import type { GalleryLine } from "#app/segments/gallery.ts";

/** A number of customers; or why there is none (yet). */
export type TemplateCount = number | "counting" | "slow" | "failed";

const AT_ONCE = 2;

export function useTemplateCounts(wanted: readonly GalleryLine[]): ReadonlyMap<string, TemplateCount> {
  const [counts, setCounts] = useState<ReadonlyMap<string, TemplateCount>>(new Map());
  const told = useRef(new Set<string>());
  useEffect(() => {
    const leaving = new AbortController();
    const waiting = wanted.flatMap(({ key, lacks }) => (lacks.length > 0 || told.current.has(key) ? [] : [key]));
    const tell = (key: string, count: TemplateCount) => setCounts((before) => new Map(before).set(key, count));
    const work = async () => {
      for (let key = waiting.shift(); key !== undefined && !leaving.signal.aborted; key = waiting.shift()) {
        tell(key, "counting");
        const count = await ask(key, leaving.signal);
        if (count === null) return;
        told.current.add(key);
        tell(key, count);
      }
    };
    for (let lane = 0; lane < AT_ONCE; lane += 1) void work();
    return () => leaving.abort();
  }, [wanted]);
  return counts;
}

/** Null: somebody left meanwhile. */
async function ask(key: string, signal: AbortSignal): Promise<TemplateCount | null> {
  try {
    const answer = await fetch(`/app/segments/templates/${key}`, { signal });
    if (!answer.ok) return "failed";
    const { count }: { count: number | null } = await answer.json();
    return count ?? "slow";
  } catch {
    return signal.aborted ? null : "failed";
  }
}
