// The live count: asked a moment after the last change, the newest question wins, and an answer is kept
// with the keys it was asked for, so that its numbers never stand beside another condition.
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { Definition, Path } from "#app/segments/definition.ts";
import type { PreviewView } from "./preview-view.ts";

export type Asked = { definition: Definition; paths: Map<string, Path> };
export type PreviewAnswer = { view: PreviewView } | { problems: Problem[] };
export type Answered = { asked: Asked; answer: PreviewAnswer } | null;

const PAUSE_MS = 350;
/** From here on a merchant wonders whether anything happens. */
const LONG_MS = 2_000;

type Asking = "idle" | "asking" | "long" | "failed";

export function usePreview(address: string, asked: Asked | null): { answered: Answered; isAsking: boolean; takesLong: boolean; hasFailed: boolean } {
  const [answered, setAnswered] = useState<Answered>(null);
  const [state, setState] = useState<Asking>("idle");
  const body = asked === null ? null : JSON.stringify({ definition: asked.definition });
  useEffect(() => {
    if (asked === null || body === null) {
      setAnswered(null);
      setState("idle");
      return;
    }
    const newer = new AbortController();
    setState("asking");
    const timer = setTimeout(() => {
      fetchPreview(address, body, newer.signal).then(
        (answer) => {
          setAnswered({ asked, answer });
          setState("idle");
        },
        () => {
          if (!newer.signal.aborted) setState("failed");
        },
      );
    }, PAUSE_MS);
    const wonders = setTimeout(() => setState((now) => (now === "asking" ? "long" : now)), LONG_MS);
    return () => {
      clearTimeout(timer);
      clearTimeout(wonders);
      newer.abort();
    };
    // The text says all that matters of what is asked.
  }, [address, body]);
  return { answered, isAsking: state === "asking" || state === "long", takesLong: state === "long", hasFailed: state === "failed" };
}

async function fetchPreview(address: string, body: string, signal: AbortSignal): Promise<PreviewAnswer> {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body, signal });
  if (!answer.ok && answer.status !== 422) throw new Error(`The count failed with status ${answer.status}.`);
  return answer.json();
}
