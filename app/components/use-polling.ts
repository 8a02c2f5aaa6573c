// While something is under way the page asks again, every so often and only while it is looked at.
import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY_MS = 1_500;
/** Where a page stays open for hours, and waits for what other people do. */
export const LISTENING_MS = 5_000;

export function usePolling(isUnderWay: boolean, everyMs = EVERY_MS): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay || state !== "idle") return;
    const ask = () => {
      if (document.visibilityState === "visible") revalidate();
    };
    // Again and again: a page that was hidden at one of these times asks at the next, or as soon as it is looked at again.
    const timer = setInterval(ask, everyMs);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [isUnderWay, everyMs, state, revalidate]);
}
