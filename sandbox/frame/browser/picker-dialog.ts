// The resource picker: products, variants or collections of the shop, searched as one types.
import { make, post } from "./data.ts";
import type { Picked, PickerOptions } from "./messages.ts";

const TITLES = { product: "products", variant: "variants", collection: "collections" } as const;
const TYPING_MS = 150;

export function pick(options: PickerOptions): Promise<Picked[] | null> {
  return new Promise((resolve) => {
    const chosen = new Map<string, Picked>();
    const dialog = make("dialog", { className: "modal picker" });
    dialog.setAttribute("aria-label", `Add ${TITLES[options.type]}`);
    const done = (answer: Picked[] | null) => {
      dialog.remove();
      resolve(answer);
    };
    const list = make("ul", { className: "picks" });
    const add = make("button", { textContent: "Add", className: "primary", disabled: true, onclick: () => done([...chosen.values()]) });
    const count = make("span", { className: "help" });
    const tell = () => {
      add.disabled = chosen.size === 0;
      count.textContent = `${chosen.size} selected`;
    };
    const turn = (item: Picked, on: boolean) => {
      if (on && !options.multiple) chosen.clear();
      if (on) chosen.set(item.id, item);
      else chosen.delete(item.id);
      tell();
    };
    const search = make("input", { type: "search", placeholder: `Search ${TITLES[options.type]}`, value: options.query });
    search.setAttribute("aria-label", search.placeholder);
    const fill = async () => {
      const found = await post<Picked[]>("pick", { type: options.type, query: search.value });
      for (const item of found) if (options.selectedIds.includes(item.id) && !chosen.has(item.id)) chosen.set(item.id, item);
      list.replaceChildren(...found.map((item) => choice(item, chosen.has(item.id), options.multiple, turn)));
      tell();
    };
    let timer = 0;
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void fill(), TYPING_MS);
    });
    const cancel = make("button", { textContent: "Cancel", onclick: () => done(null) });
    dialog.append(make("header", {}, make("h2", { textContent: `Add ${TITLES[options.type]}` })), make("section", {}, search, list), make("footer", {}, count, cancel, add));
    dialog.addEventListener("cancel", () => done(null));
    document.body.append(dialog);
    dialog.showModal();
    void fill();
  });
}

function choice(item: Picked, checked: boolean, multiple: boolean, turn: (item: Picked, on: boolean) => void): HTMLElement {
  const box = make("input", { type: multiple ? "checkbox" : "radio", name: "pick", checked });
  box.addEventListener("change", () => turn(item, box.checked));
  return make("li", {}, make("label", {}, box, make("span", { textContent: item.title }), make("small", { textContent: String(item.vendor ?? "") })));
}
