// Where the page is, told to the admin for its address bar; and the admin's menu, told to the page.
import { hear, say } from "./admin-line.ts";

/** What Shopify puts into the address of every embedded document, which the merchant never sees. */
const OURS = ["shop", "host", "embedded", "id_token", "locale", "session", "timestamp", "hmac", "protocol"];

export function followNavigation(): void {
  tell();
  for (const name of ["pushState", "replaceState"] as const) {
    const plain = history[name].bind(history);
    history[name] = (...input: Parameters<History["pushState"]>) => {
      plain(...input);
      tell();
    };
  }
  addEventListener("popstate", tell);
  addEventListener("click", leaveByLink, true);
  const open = window.open.bind(window);
  window.open = (url, target, features) => {
    if (!isOutside(target ?? "_blank", String(url ?? ""))) return open(url, target, features);
    say({ kind: "leave", url: new URL(String(url), location.href).href, newWindow: target === "_blank" });
    return null;
  };
  hear((message) => {
    if (message.kind === "navigate") navigate(message.path);
  });
}

function tell(): void {
  const url = new URL(location.href);
  if (url.pathname.startsWith("/auth/")) return;
  for (const name of OURS) url.searchParams.delete(name);
  say({ kind: "path", path: `${url.pathname}${url.search}` });
}

/** The app listens for this event on links; where its menu has none for the path, one is made for the moment. */
function navigate(path: string): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("ui-nav-menu a, s-app-nav s-link")];
  const link = links.find((candidate) => candidate.getAttribute("href") === path) ?? document.createElement("a");
  const isOwn = link.isConnected;
  if (!isOwn) {
    link.setAttribute("href", path);
    document.body.append(link);
  }
  const handled = new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true });
  link.dispatchEvent(handled);
  if (!isOwn) link.remove();
}

function isOutside(target: string, url: string): boolean {
  return target === "_top" || target === "_parent" || /^shopify:/.test(url);
}

function leaveByLink(event: MouseEvent): void {
  const link = event.composedPath().find((each): each is HTMLAnchorElement => each instanceof HTMLAnchorElement);
  const url = link?.getAttribute("href");
  if (!link || !url || !isOutside(link.target, url)) return;
  event.preventDefault();
  say({ kind: "leave", url: /^shopify:/.test(url) ? url : link.href, newWindow: false });
}
