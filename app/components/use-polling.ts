// While something is under way the page asks again, every so often and only while it is looked at.
import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY_MS = 1_500;
/** Where a page stays open for hours, and waits for what other people do. */
export const LISTENING_MS = 5_000;

/** A page that was hidden asks as soon as it is looked at again. */
export function usePolling(isUnderWay: boolean, everyMs = EVERY_MS): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay || state !== "idle") return;
    let timer: ReturnType<typeof setInterval> | undefined;
    const isSeen = () => document.visibilityState === "visible";
    const start = () => void (timer = isSeen() ? setInterval(revalidate, everyMs) : undefined);
    const turn = () => {
      clearInterval(timer);
      start();
      if (isSeen()) revalidate();
    };
    start();
    document.addEventListener("visibilitychange", turn);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
    };
  }, [isUnderWay, everyMs, state, revalidate]);
}
