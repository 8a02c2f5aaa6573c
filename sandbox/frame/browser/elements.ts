// App Bridge's elements that live in the admin's own surroundings: menu, title bar and save bar.
// Each tells the admin what it holds, again whenever that changes.
import { hear, say } from "./admin-line.ts";
import type { Button } from "./messages.ts";

type Pressable = HTMLButtonElement | HTMLAnchorElement;

/** Watches its own contents from the moment it stands in the page. */
abstract class Told extends HTMLElement {
  readonly #observer = new MutationObserver(() => this.tell());

  abstract tell(): void;

  connectedCallback(): void {
    this.#observer.observe(this, { attributes: true, childList: true, subtree: true, characterData: true });
    // React adds the children after the element.
    queueMicrotask(() => this.tell());
  }

  disconnectedCallback(): void {
    this.#observer.disconnect();
  }
}

class NavMenu extends Told {
  tell(): void {
    const links = [...this.querySelectorAll("a")];
    say({ kind: "nav", items: links.map((link) => ({ label: textOf(link), path: link.getAttribute("href") ?? "/", home: link.rel === "home" })) });
  }
}

class TitleBar extends Told {
  tell(): void {
    if (this.closest("ui-modal")) return;
    say({ kind: "title", title: this.getAttribute("title") ?? "", buttons: pressables(this).map(describe) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (!document.querySelector("ui-title-bar")) say({ kind: "title", title: "", buttons: [] });
  }
}

export class SaveBar extends Told {
  #shown = false;

  get showing(): boolean {
    return this.#shown;
  }

  show = async (): Promise<void> => this.#turn(true);
  hide = async (): Promise<void> => this.#turn(false);
  toggle = async (): Promise<void> => this.#turn(!this.#shown);

  #turn(shown: boolean): void {
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.tell();
    this.dispatchEvent(new Event(shown ? "show" : "hide"));
  }

  tell(): void {
    // One bar is seen at a time; a hidden one has nothing to say about it.
    if (!this.#shown && shownSaveBar()) return;
    const { save, discard } = this.parts();
    const confirmDiscard = this.hasAttribute("discardconfirmation");
    say({ kind: "saveBar", shown: this.#shown, save: save ? describe(save) : null, discard: discard ? describe(discard) : null, confirmDiscard });
  }

  parts(): { save: Pressable | undefined; discard: Pressable | undefined } {
    const all = pressables(this);
    return { save: all.find(isPrimary), discard: all.find((each) => !isPrimary(each)) };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turn(false);
  }
}

export function shownSaveBar(): SaveBar | undefined {
  return [...document.querySelectorAll<SaveBar>("ui-save-bar")].find((bar) => bar.showing);
}

export function pressables(within: Element): Pressable[] {
  return [...within.querySelectorAll<Pressable>("button, a")];
}

export function describe(button: Pressable): Button {
  return {
    label: textOf(button),
    primary: isPrimary(button),
    disabled: isOn(button, "disabled"),
    loading: isOn(button, "loading"),
    critical: button.getAttribute("tone") === "critical",
  };
}

function isPrimary(button: Pressable): boolean {
  return button.getAttribute("variant") === "primary";
}

/** React writes "false" for a custom attribute that is false. */
function isOn(element: Element, name: string): boolean {
  return element.hasAttribute(name) && element.getAttribute(name) !== "false";
}

function textOf(element: Element): string {
  return element.textContent?.trim() ?? "";
}

export function defineElements(): void {
  customElements.define("ui-nav-menu", NavMenu);
  customElements.define("ui-title-bar", TitleBar);
  customElements.define("ui-save-bar", SaveBar);
  hear((message) => {
    if (message.kind !== "press") return;
    if (message.what === "title") return pressables(document.querySelector("ui-title-bar") ?? document.createElement("i"))[message.at]?.click();
    shownSaveBar()?.parts()[message.what]?.click();
  });
}
