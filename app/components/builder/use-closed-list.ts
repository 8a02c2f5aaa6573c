// Polaris 13 leaves the last active option's id on the field after its list has closed (the list names an
// option once more on its way out), and so points a screen reader at nothing. Goes around a Combobox.
import { useEffect, useRef } from "react";

export function useClosedList() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const tidy = () => box.current?.querySelector('[aria-expanded="false"][aria-activedescendant]')?.removeAttribute("aria-activedescendant");
    const watching = new MutationObserver(tidy);
    watching.observe(box.current, { attributes: true, subtree: true, attributeFilter: ["aria-expanded", "aria-activedescendant"] });
    return () => watching.disconnect();
  }, []);
  return box;
}
