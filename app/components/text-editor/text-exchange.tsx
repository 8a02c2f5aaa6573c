// Taking the text along and bringing one in: copied, or as a file, as text or as JSON.
import { ActionList, Button, Popover } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useRef, useState } from "react";
import type { Definition } from "#app/segments/definition.ts";
import { TEXT_FORM_MAX } from "#app/segments/text.ts";
import { saveFile } from "../save-file.ts";
import { textFrom } from "./text-draft.ts";

type Props = {
  text: string;
  /** Null: the text has a mistake, and there is no JSON of it. */
  definition: Definition | null;
  name: string;
  onText: (text: string) => void;
  onRefused: (why: string) => void;
};

/** JSON says the same with more signs. */
const FILE_MAX = TEXT_FORM_MAX * 5;

export function TextExchange({ text, definition, name, onText, onRefused }: Props) {
  const [isOpen, setOpen] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const shopify = useAppBridge();
  const title = name.trim() || "Segment";

  async function copy() {
    await navigator.clipboard.writeText(text);
    shopify.toast.show("Copied");
  }

  async function take(chosen: File | undefined) {
    if (!chosen) return;
    if (chosen.size > FILE_MAX) return onRefused("This file is too long to be a segment.");
    const read = textFrom(await chosen.text());
    if (typeof read === "string") onText(read);
    else onRefused(read.message);
  }

  const actions = [
    { content: "Copy", disabled: text === "", onAction: () => void copy() },
    { content: "Download as text", disabled: text === "", onAction: () => download(`${title}.txt`, "text/plain", `${text}\n`) },
    { content: "Download as JSON", disabled: definition === null || text === "", onAction: () => download(`${title}.json`, "application/json", `${JSON.stringify(definition, null, 2)}\n`) },
    { content: "Open a file", onAction: () => file.current?.click() },
  ];
  return (
    <>
      <Popover active={isOpen} onClose={() => setOpen(false)} autofocusTarget="first-node" activator={<Button disclosure onClick={() => setOpen(!isOpen)}>Copy, download or open</Button>}>
        <ActionList items={actions} onActionAnyItem={() => setOpen(false)} />
      </Popover>
      <input
        ref={file}
        type="file"
        hidden
        aria-label="A file with a definition"
        accept=".txt,.json,text/plain,application/json"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}

function download(name: string, type: string, content: string): void {
  saveFile(name, new Blob([content], { type: `${type};charset=utf-8` }));
}
