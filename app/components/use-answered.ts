// Something that is sent and answered: while it is under way no problem of the time before is shown, and what was taken
// is told of once for each answer.
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Problem } from "#app/lib/problem.ts";

export function useAnswered(onTaken: () => void) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  const problems = isBusy ? [] : (fetcher.data?.problems ?? []);
  const isTaken = !isBusy && fetcher.data?.problems.length === 0;
  useEffect(() => {
    if (isTaken) onTaken();
    // Only the answer counts; onTaken is a new function on every render.
  }, [isTaken, fetcher.data]);
  return { submit: fetcher.submit, isBusy, problems };
}
