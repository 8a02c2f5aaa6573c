// Leaves for a platform's own page, where the merchant signs in and lets us in. `open` of the whole window: no platform
// shows itself in a frame.
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { PlatformId } from "#app/platforms/adapter.ts";
import { keepBrowserKey } from "./browser-key.ts";

type Begun = { address: string; browserKey: string } | { problems: Problem[] };

export function useSignIn(platform: PlatformId) {
  const fetcher = useFetcher<Begun>();
  const begun = fetcher.data;
  useEffect(() => {
    if (!begun || "problems" in begun) return;
    keepBrowserKey(begun.browserKey);
    open(begun.address, "_top");
  }, [begun]);
  return {
    begin: (optional: string[]) => fetcher.submit({ optional }, { method: "POST", action: `/app/connections/new/${platform}/oauth`, encType: "application/json" }),
    isLeaving: fetcher.state !== "idle" || (begun !== undefined && !("problems" in begun)),
    problems: begun && "problems" in begun ? begun.problems : [],
  };
}
