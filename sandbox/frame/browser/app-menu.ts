// The app's own entries in the admin's menu, its title bar, and the address bar that follows it.
import { say } from "./app-line.ts";
import { byId, data, make } from "./data.ts";
import type { FromApp } from "./messages.ts";
import { mayLeave } from "./save-bar.ts";

const ROOT = `${data.store}/apps/segue`;
let items: Extract<FromApp, { kind: "nav" }>["items"] = [];
let path = location.pathname.slice(ROOT.length) || "/";

export function showMenu(nav: Extract<FromApp, { kind: "nav" }>): void {
  items = nav.items;
  draw();
}

export function follow(to: string): void {
  path = to.split("?", 1)[0] ?? "/";
  history.replaceState(null, "", ROOT + to);
  draw();
}

/** The longest entry that the path lies under is where we are; the app's home has no entry of its own. */
function draw(): void {
  const under = items.filter((item) => path === item.path || path.startsWith(`${item.path}/`)).sort((one, other) => other.path.length - one.path.length);
  const here = under[0];
  const entries = items.filter((item) => !item.home).map((item) => {
    const link = make("a", { href: ROOT + item.path, textContent: item.label });
    if (item === here) link.setAttribute("aria-current", "page");
    link.addEventListener("click", (event) => void go(event, item.path));
    return make("li", {}, link);
  });
  byId("app-menu").replaceChildren(...entries);
  document.title = [here && !here.home ? here.label : null, "Segue"].filter(Boolean).join(" · ");
}

async function go(event: MouseEvent, to: string): Promise<void> {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  closeMenu();
  if (await mayLeave()) say({ kind: "navigate", path: to });
}

export function goHome(event: MouseEvent): void {
  const home = items.find((item) => item.home);
  if (home) void go(event, home.path);
}

export function showTitle({ title, buttons }: Extract<FromApp, { kind: "title" }>): void {
  byId("app-title").textContent = title;
  const made = buttons.map(({ label, primary, disabled, loading }, at) =>
    make("button", { textContent: label, className: primary ? "primary" : "", disabled: disabled || loading, onclick: () => say({ kind: "press", what: "title", at }) }),
  );
  byId("app-buttons").replaceChildren(...made);
}

export function wireMenu(): void {
  const opener = byId("open-menu");
  const turn = (open: boolean) => {
    document.body.classList.toggle("is-menu-open", open);
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.addEventListener("click", () => turn(!document.body.classList.contains("is-menu-open")));
  byId("scrim").addEventListener("click", () => turn(false));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") turn(false);
  });
}

function closeMenu(): void {
  document.body.classList.remove("is-menu-open");
  byId("open-menu").setAttribute("aria-expanded", "false");
}
