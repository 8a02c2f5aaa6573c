// Asks for the sizes of a chart, some days an answer, until all are there or the merchant has seen enough.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { SizePoint } from "./size-words.ts";

type Answer = { points: SizePoint[] } | { problems: Problem[] };
export type Sizes = { state: "idle" | "asking" | "stopped" | "done" | "failed"; points: SizePoint[]; total: number; problem: string | null };

const NONE: Sizes = { state: "idle", points: [], total: 0, problem: null };

export function useSizes(address: string) {
  const [sizes, setSizes] = useState<Sizes>(NONE);
  const asking = useRef<AbortController>(undefined);
  useEffect(() => () => asking.current?.abort(), []);

  async function compute(days: string[], question: { today: boolean; definition?: unknown }): Promise<void> {
    asking.current?.abort();
    const own = new AbortController();
    asking.current = own;
    let points: SizePoint[] = [];
    const tell = (state: Sizes["state"], problem: string | null = null) => own.signal.aborted || setSizes({ state, points, total: days.length, problem });
    tell("asking");
    try {
      while (points.length < days.length) {
        const answer = await fetchSizes(address, { ...question, days: days.slice(points.length) }, own.signal);
        if ("problems" in answer) return void tell("failed", answer.problems[0]?.message ?? null);
        points = [...points, ...answer.points];
        tell(points.length < days.length ? "asking" : "done");
      }
    } catch {
      tell("failed");
    }
  }

  function stop(): void {
    asking.current?.abort();
    setSizes((now) => ({ ...now, state: "stopped" }));
  }
  const forget = useCallback((): void => {
    asking.current?.abort();
    setSizes(NONE);
  }, []);
  return { sizes, compute, stop, forget };
}

async function fetchSizes(address: string, body: unknown, signal: AbortSignal): Promise<Answer> {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal });
  if (!answer.ok && answer.status !== 422) throw new Error(`The sizes failed with status ${answer.status}.`);
  return answer.json();
}
