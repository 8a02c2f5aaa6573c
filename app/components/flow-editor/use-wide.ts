// Whether there is room for what stands beside the flow, or for its picture; null until the browser has said.
import { useEffect, useState } from "react";

/** Where a panel fits beside the flow. */
const PANEL_PX = 768;

export function useWide(fromPx = PANEL_PX): boolean | null {
  const [isWide, setWide] = useState<boolean | null>(null);
  useEffect(() => {
    const query = matchMedia(`(min-width: ${fromPx}px)`);
    const tell = () => setWide(query.matches);
    tell();
    query.addEventListener("change", tell);
    return () => query.removeEventListener("change", tell);
  }, [fromPx]);
  return isWide;
}
