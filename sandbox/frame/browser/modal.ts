// <ui-modal>: shown inside the app's page, while the admin dims what lies around it.
import { say } from "./admin-line.ts";
import { describe, pressables } from "./elements.ts";

const WIDTHS: Record<string, string> = { small: "380px", base: "620px", large: "980px", max: "calc(100vw - 32px)" };

class Modal extends HTMLElement {
  /** Where the app puts what the modal holds. */
  readonly content = document.createElement("div");
  #dialog: HTMLDialogElement | undefined;

  disconnectedCallback(): void {
    void this.hide();
  }

  show = async (): Promise<void> => {
    if (this.#dialog) return;
    this.#dialog = this.#build();
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    say({ kind: "scrim", shown: true });
    this.dispatchEvent(new Event("show"));
  };

  hide = async (): Promise<void> => {
    if (!this.#dialog) return;
    this.#dialog.remove();
    this.#dialog = undefined;
    say({ kind: "scrim", shown: false });
    this.dispatchEvent(new Event("hide"));
  };

  toggle = (): Promise<void> => (this.#dialog ? this.hide() : this.show());

  #build(): HTMLDialogElement {
    const bar = this.querySelector("ui-title-bar");
    const dialog = document.createElement("dialog");
    dialog.className = "bridge-modal";
    dialog.style.width = WIDTHS[this.getAttribute("variant") ?? "base"] ?? "620px";
    const title = document.createElement("h2");
    title.textContent = bar?.getAttribute("title") ?? "";
    dialog.setAttribute("aria-label", title.textContent);
    const close = button("×", () => void this.hide());
    close.setAttribute("aria-label", "Close");
    const section = document.createElement("section");
    section.append(this.content);
    dialog.append(element("header", title, close), section);
    const buttons = bar ? pressables(bar) : [];
    if (buttons.length > 0) dialog.append(element("footer", ...buttons.map(standIn).reverse()));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      void this.hide();
    });
    return dialog;
  }
}

/** A button in the footer for one in the app's title bar; it follows that one's changes. */
function standIn(original: HTMLElement): HTMLButtonElement {
  const made = button("", () => original.click());
  const follow = () => {
    const { label, primary, critical, disabled, loading } = describe(original as HTMLButtonElement);
    made.textContent = label;
    made.disabled = disabled || loading;
    made.toggleAttribute("data-primary", primary && !critical);
    made.toggleAttribute("data-critical", critical);
  };
  follow();
  new MutationObserver(follow).observe(original, { attributes: true, childList: true, characterData: true, subtree: true });
  return made;
}

function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "bridge";
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}

function element(name: string, ...children: Node[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

export function defineModal(): void {
  customElements.define("ui-modal", Modal);
}
