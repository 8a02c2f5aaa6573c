// Whether there is room for a panel beside the flow; null until the browser has said.
import { useEffect, useState } from "react";

const WIDE = "(min-width: 768px)";

export function useWide(): boolean | null {
  const [isWide, setWide] = useState<boolean | null>(null);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const tell = () => setWide(query.matches);
    tell();
    query.addEventListener("change", tell);
    return () => query.removeEventListener("change", tell);
  }, []);
  return isWide;
}
