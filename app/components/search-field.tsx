// A search that lives in the address: typing waits a moment, then replaces ?q=, and paging starts over.
import { TextField } from "@shopify/polaris";
import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

const PAUSE_MS = 300;

export function SearchField({ label, placeholder }: { label: string; placeholder: string }) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("q") ?? "";
  const [text, setText] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastAsked = useRef(asked);
  // Back and forward change the address under us; our own change must not undo what was typed since.
  useEffect(() => {
    if (asked !== lastAsked.current) setText(asked);
    lastAsked.current = asked;
  }, [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function ask(next: string) {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const params = new URLSearchParams(search);
      params.delete("after");
      lastAsked.current = next.trim();
      if (next.trim()) params.set("q", next.trim());
      else params.delete("q");
      setSearch(params, { replace: true, preventScrollReset: true });
    }, PAUSE_MS);
  }

  return (
    <TextField
      label={label}
      labelHidden
      placeholder={placeholder}
      value={text}
      onChange={ask}
      autoComplete="off"
      clearButton
      onClearButtonClick={() => ask("")}
      type="search"
      maxLength={200}
    />
  );
}
