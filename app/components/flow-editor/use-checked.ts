// The server's look at the flow as it stands: asked a moment after the last change; the newest question wins.
import { useEffect, useState } from "react";
import type { FlowDefinition } from "#app/flows/definition.ts";
import type { CheckedFlow } from "#app/flows/flow/views.ts";

const PAUSE_MS = 500;
/** `draftRev`: of what is saved now. */
export type Answer = CheckedFlow & { draftRev: number };
export type Checked = { state: "idle" | "asking" | "failed"; answer: Answer | null };

/** `definition` null: it has not the shape of a flow yet, and what the server said of it before is gone. */
export function useChecked(flow: number, definition: FlowDefinition | null): Checked {
  const [checked, setChecked] = useState<Checked>({ state: "asking", answer: null });
  const body = definition === null ? null : JSON.stringify({ definition });
  useEffect(() => {
    if (body === null) return setChecked({ state: "idle", answer: null });
    const newer = new AbortController();
    setChecked(({ answer }) => ({ state: "asking", answer }));
    const timer = setTimeout(() => {
      ask(flow, body, newer.signal).then((answer) => setChecked({ state: "idle", answer }), () => void (newer.signal.aborted || setChecked(({ answer }) => ({ state: "failed", answer }))));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      newer.abort();
    };
  }, [flow, body]);
  return checked;
}

async function ask(flow: number, body: string, signal: AbortSignal): Promise<Answer> {
  const answer = await fetch(`/app/flows/${flow}/check`, { method: "POST", headers: { "content-type": "application/json" }, body, signal });
  if (!answer.ok) throw new Error(`The check failed with status ${answer.status}.`);
  return answer.json();
}
