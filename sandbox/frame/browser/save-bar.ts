// The bar over the top of the admin while a form has unsaved changes.
import { say } from "./app-line.ts";
import { confirmed, DISCARD, LEAVE } from "./confirm.ts";
import { byId } from "./data.ts";
import type { Button, FromApp } from "./messages.ts";

let shown = false;
let confirmDiscard = false;

export function hasUnsavedChanges(): boolean {
  return shown;
}

/** Yes where nothing would be lost. */
export async function mayLeave(): Promise<boolean> {
  if (!shown) return true;
  const may = await confirmed(LEAVE);
  if (may) show({ kind: "saveBar", shown: false, save: null, discard: null, confirmDiscard: false });
  return may;
}

export function show(bar: Extract<FromApp, { kind: "saveBar" }>): void {
  shown = bar.shown;
  confirmDiscard = bar.confirmDiscard;
  byId("save-bar").hidden = !shown;
  document.body.classList.toggle("is-unsaved", shown);
  dress("save", "Save", bar.save);
  dress("discard", "Discard", bar.discard);
}

function dress(id: string, label: string, button: Button | null): void {
  const element = byId<HTMLButtonElement>(id);
  element.textContent = button?.label || label;
  element.disabled = !button || button.disabled || button.loading;
  element.classList.toggle("is-loading", button?.loading ?? false);
}

export function wireSaveBar(): void {
  byId("save").addEventListener("click", () => say({ kind: "press", what: "save", at: 0 }));
  byId("discard").addEventListener("click", async () => {
    if (!confirmDiscard || (await confirmed(DISCARD))) say({ kind: "press", what: "discard", at: 0 });
  });
}
