// Asks about a draft's people, a page an answer, until all are asked or the choice has changed.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Choices, Sources } from "./draft.ts";

type Page = { now: number; later: number; never: number; excluded: number; because: Record<string, number>; after: string | null };
type Sum = Omit<Page, "after">;
export type Asking = "idle" | "asking" | "stopped" | "done" | "failed";
type Question = { include: Sources; exclude: Sources; topic: string | null };

const NOTHING: Sum = { now: 0, later: 0, never: 0, excluded: 0, because: {} };
/** More are counted when somebody asks. */
const AT_ONCE_MAX = 5_000;
const PAUSE_MS = 600;
const ADDRESS = "/app/campaigns/audience";

/** Who is in two of them is counted twice. */
export const roughly = ({ segments, lists }: Sources, choices: Choices): number =>
  choices.segments.filter(({ id }) => segments.includes(id)).concat(choices.lists.filter(({ id }) => lists.includes(id))).reduce((sum, { people }) => sum + people, 0);

export function useDraftAudience(question: Question, total: number) {
  const [sum, setSum] = useState<Sum>(NOTHING);
  const [state, setState] = useState<Asking>("idle");
  const asking = useRef<AbortController>(undefined);
  // The question is a new object on every render.
  const key = JSON.stringify(question);

  const count = useCallback(async () => {
    asking.current?.abort();
    const own = new AbortController();
    asking.current = own;
    let before = NOTHING;
    setSum(before);
    setState("asking");
    try {
      for (let after: string | null | undefined = null; after !== undefined; ) {
        const page: Page = await fetchPage({ ...question, after }, own.signal);
        before = plus(before, page);
        if (own.signal.aborted) return;
        setSum(before);
        after = page.after ?? undefined;
      }
      setState("done");
    } catch {
      if (!own.signal.aborted) setState("failed");
    }
  }, [key]);

  useEffect(() => {
    asking.current?.abort();
    setSum(NOTHING);
    setState("idle");
    if (total === 0 || total > AT_ONCE_MAX) return;
    const timer = setTimeout(() => void count(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [count, total]);
  useEffect(() => () => asking.current?.abort(), []);

  const stop = () => {
    asking.current?.abort();
    setState("stopped");
  };
  return { sum, state, count: () => void count(), stop };
}

function plus(one: Sum, page: Page): Sum {
  const because = { ...one.because };
  for (const [reason, people] of Object.entries(page.because)) because[reason] = (because[reason] ?? 0) + people;
  return { now: one.now + page.now, later: one.later + page.later, never: one.never + page.never, excluded: one.excluded + page.excluded, because };
}

async function fetchPage(body: Question & { after: string | null }, signal: AbortSignal): Promise<Page> {
  const answer = await fetch(ADDRESS, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal });
  if (!answer.ok) throw new Error(`The count failed with status ${answer.status}.`);
  return answer.json();
}
