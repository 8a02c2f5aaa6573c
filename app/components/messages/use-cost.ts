// Counts what a message costs over many people, a thousand at a time, while somebody looks. It begins anew only when it is
// asked to: a changed text makes the count old, not wrong.
import { useEffect, useRef, useState } from "react";
import { addPage, type CostPage, NO_COST } from "#app/messages/message/cost-sum.ts";
import type { MessageDefinition } from "#app/messages/message/message.ts";

/** `of`: what was counted, as it was asked. */
export type CostState = { sum: CostPage; of: string; is: "counting" | "done" | "failed" };

export const costQuestion = (definition: MessageDefinition, segment: number | null): string => JSON.stringify({ definition, segment });

export function useCost(name: string) {
  const [state, setState] = useState<CostState | null>(null);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  async function count(definition: MessageDefinition, segment: number | null) {
    running.current?.abort();
    const newer = new AbortController();
    running.current = newer;
    const of = costQuestion(definition, segment);
    let sum = NO_COST;
    setState({ sum, of, is: "counting" });
    do {
      const page = await ask({ name, definition, segment, after: sum.next }, newer.signal);
      if (newer.signal.aborted) return;
      if (!page) return setState({ sum, of, is: "failed" });
      sum = addPage(sum, page);
      setState({ sum, of, is: sum.next === null ? "done" : "counting" });
    } while (sum.next !== null);
  }
  return { state, count: (definition: MessageDefinition, segment: number | null) => void count(definition, segment) };
}

async function ask(body: { name: string; definition: MessageDefinition; segment: number | null; after: string | null }, signal: AbortSignal): Promise<CostPage | null> {
  try {
    const answer = await fetch("/app/messages/cost", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal });
    return answer.ok ? ((await answer.json()) as CostPage) : null;
  } catch {
    return null;
  }
}
