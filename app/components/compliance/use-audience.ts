// Asks for the next step of a count until it is whole, while the page is looked at. One that is a day old is taken anew.
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { type AudienceView, isOld, shareOf } from "./audience-words.ts";

const ADDRESS = "/app/compliance/audience";

export function useAudience(segment: number, before: AudienceView, now: string) {
  const fetcher = useFetcher<AudienceView>();
  const [isAsked, setAsked] = useState(false);
  const latest = fetcher.data ?? before;
  const step = () => fetcher.submit({ segment }, { method: "POST", action: ADDRESS, encType: "application/json" });
  useEffect(() => {
    if (isOld(before.done, now)) setAsked(true);
    // Once for each page.
  }, [segment]);
  const isWhole = fetcher.data !== undefined && fetcher.data.running === null;
  useEffect(() => {
    if (!isAsked || fetcher.state !== "idle") return;
    if (isWhole) setAsked(false);
    else step();
  }, [isAsked, fetcher.state, fetcher.data]);
  return { done: latest.done, share: latest.running ? shareOf(latest.running) : 0, isBusy: isAsked, count: () => (step(), setAsked(true)) };
}
