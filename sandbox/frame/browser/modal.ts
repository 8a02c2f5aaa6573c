// <ui-modal>: shown inside the app's page, while the admin dims what lies around it.
import { say } from "./admin-line.ts";
import { describe, pressables } from "./elements.ts";

const WIDTHS: Record<string, string> = { small: "380px", base: "620px", large: "980px", max: "calc(100vw - 32px)" };

const STYLE = `
.bridge-modal{padding:0;border:0;border-radius:16px;box-shadow:0 20px 40px rgb(0 0 0/.25);max-height:calc(100vh - 48px);max-width:calc(100vw - 32px);color:#303030;background:#fff;overflow:hidden;font:450 13px/20px Inter,system-ui,sans-serif}
.bridge-modal[open]{display:flex;flex-direction:column}
.bridge-modal::backdrop{background:rgb(0 0 0/.5)}
.bridge-modal header{display:flex;align-items:center;gap:8px;padding:12px 16px;background:#f3f3f3;border-bottom:1px solid #e3e3e3}
.bridge-modal h2{flex:1;margin:0;font-size:14px;font-weight:650}
.bridge-modal section{overflow:auto}
.bridge-modal footer{display:flex;justify-content:flex-end;gap:8px;padding:12px 16px;border-top:1px solid #e3e3e3}
.bridge-modal button.bridge{font:inherit;font-weight:550;padding:4px 12px;min-height:28px;border-radius:8px;border:0;background:#fff;color:#303030;box-shadow:inset 0 0 0 1px #ccc;cursor:pointer}
.bridge-modal button.bridge:focus-visible{outline:2px solid #005bd3;outline-offset:1px}
.bridge-modal button.bridge[data-primary]{background:#303030;color:#fff;box-shadow:none}
.bridge-modal button.bridge[data-critical]{background:#c70a24;color:#fff;box-shadow:none}
.bridge-modal button.bridge:disabled{opacity:.5;cursor:default}`;

class Modal extends HTMLElement {
  /** Where the app puts what the modal holds. */
  readonly content = document.createElement("div");
  #dialog: HTMLDialogElement | undefined;

  connectedCallback(): void {
    this.style.display = "none";
  }

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
  const style = document.createElement("style");
  style.textContent = STYLE;
  document.head.append(style);
  customElements.define("ui-modal", Modal);
}
