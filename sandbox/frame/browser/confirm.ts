// A question the merchant must answer before something is lost.
import { make } from "./data.ts";

export type Confirmation = { title: string; words: string; yes: string; no: string; critical?: boolean };

export function confirmed({ title, words, yes, no, critical = false }: Confirmation): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = make("dialog", { className: "modal" });
    dialog.setAttribute("aria-label", title);
    const answer = (given: boolean) => {
      dialog.remove();
      resolve(given);
    };
    const stay = make("button", { textContent: no, onclick: () => answer(false) });
    const go = make("button", { textContent: yes, className: critical ? "critical" : "primary", onclick: () => answer(true) });
    dialog.append(make("header", {}, make("h2", { textContent: title })), make("section", {}, make("p", { textContent: words })), make("footer", {}, stay, go));
    dialog.addEventListener("cancel", () => answer(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}

export const LEAVE: Confirmation = {
  title: "Leave page with unsaved changes?",
  words: "Leaving this page will delete all unsaved changes.",
  yes: "Leave page",
  no: "Stay",
  critical: true,
};
export const DISCARD: Confirmation = {
  title: "Discard all unsaved changes?",
  words: "If you discard changes, you’ll delete any edits you made since you last saved.",
  yes: "Discard changes",
  no: "Continue editing",
  critical: true,
};
