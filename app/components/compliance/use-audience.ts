// Asks for the next step of a count until it is whole, while the page is looked at. One that is a day old is taken anew.
// It asks beside the page: a step that came as a form of the page would have the whole page read again, each time.
import { useEffect, useRef, useState } from "react";
import { type AudienceView, isDue, type People, shareOf } from "./audience-words.ts";

const ADDRESS = "/app/compliance/audience";

export function useAudience(people: People, before: AudienceView, now: string) {
  const [latest, setLatest] = useState(before);
  const [isBusy, setBusy] = useState(false);
  const asking = useRef<AbortController>(undefined);

  async function count(): Promise<void> {
    asking.current?.abort();
    const { signal } = (asking.current = new AbortController());
    setBusy(true);
    try {
      for (let isWhole = false; !isWhole; ) {
        const view = await stepOf(people.segment, signal);
        isWhole = view.running === null;
        setLatest(view);
      }
      setBusy(false);
    } catch {
      // The page was left, or the count can be asked for again.
      if (!signal.aborted) setBusy(false);
    }
  }

  useEffect(() => {
    setLatest(before);
    setBusy(false);
    if (isDue(before.done, now, people)) void count();
    return () => asking.current?.abort();
    // Once for each page, and again when its people were found anew.
  }, [people.segment, people.since]);
  return { done: latest.done, share: latest.running ? shareOf(latest.running) : 0, isBusy, count };
}

async function stepOf(segment: number, signal: AbortSignal): Promise<AudienceView> {
  const answer = await fetch(ADDRESS, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ segment }), signal });
  if (!answer.ok) throw new Error(`The count failed with status ${answer.status}.`);
  return answer.json();
}
