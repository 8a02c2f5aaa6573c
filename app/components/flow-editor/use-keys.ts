// Keys of the editor: undo, redo, copy, paste, double, delete. Whoever types in a field keeps the keys of fields.
import { useEffect, useRef } from "react";
import type { Commands } from "./use-commands.ts";
import type { FlowEditing } from "./use-flow.ts";

const FIELDS = "input, textarea, select, [contenteditable=true], [role=dialog]";

const isTyping = ({ target }: Event) => target instanceof Element && target.closest(FIELDS) !== null;
const hasDialog = () => document.querySelector("[role=dialog]") !== null;

export function useKeys(flow: FlowEditing, commands: Commands, isOn: boolean): void {
  const latest = useRef({ flow, commands });
  latest.current = { flow, commands };
  useEffect(() => {
    if (!isOn) return;
    const leaving = new AbortController();
    const listen = <Name extends keyof DocumentEventMap>(name: Name, act: (event: DocumentEventMap[Name]) => void) =>
      document.addEventListener(name, (event) => void (isTyping(event) || hasDialog() || act(event)), { signal: leaving.signal });
    listen("keydown", (event) => {
      if (pressed(event, latest.current)) event.preventDefault();
    });
    listen("copy", (event) => put(event, latest.current.commands));
    listen("cut", (event) => {
      if (put(event, latest.current.commands)) latest.current.commands.remove();
    });
    listen("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      event.preventDefault();
      latest.current.commands.paste(text.trimStart().startsWith("step ") ? text : undefined);
    });
    return () => leaving.abort();
  }, [isOn]);
}

/** True: the key did something. */
function pressed(event: KeyboardEvent, { flow, commands }: { flow: FlowEditing; commands: Commands }): boolean {
  const hasCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (hasCommand && key === "z") return event.shiftKey ? (flow.redo(), true) : (flow.undo(), true);
  if (hasCommand && key === "y") return (flow.redo(), true);
  if (key === "escape" && flow.chosen.is !== "flow") return (flow.choose({ is: "flow" }), true);
  if (commands.ids.length === 0) return false;
  if (hasCommand && key === "d") return (commands.duplicate(), true);
  return key === "delete" || key === "backspace" ? (commands.remove(), true) : false;
}

/** What a merchant marked on the page is theirs to copy. */
function put(event: ClipboardEvent, commands: Commands): boolean {
  if (commands.ids.length === 0 || (document.getSelection()?.toString() ?? "") !== "") return false;
  const text = commands.copy();
  if (text === null) return false;
  event.clipboardData?.setData("text/plain", text);
  event.preventDefault();
  return true;
}
