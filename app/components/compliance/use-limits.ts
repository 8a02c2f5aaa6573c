// Sends one change of what the gate goes by, and holds what was wrong with it.
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Problem } from "#app/lib/problem.ts";

const ADDRESS = "/app/compliance/limits";

export type Sent = { change: string } & Record<string, string | number | boolean | null>;

export function useLimits(said: string, onDone?: () => void) {
  const shopify = useAppBridge();
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  const isDone = !isBusy && fetcher.data?.problems.length === 0;
  useEffect(() => {
    if (!isDone) return;
    shopify.toast.show(said);
    onDone?.();
    // Once for each answer.
  }, [isDone, fetcher.data]);
  return { isBusy, problems: isBusy ? [] : (fetcher.data?.problems ?? []), send: (change: Sent) => fetcher.submit(change, { method: "POST", action: ADDRESS, encType: "application/json" }) };
}
