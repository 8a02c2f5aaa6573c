// Short notes at the foot of the admin, one at a time.
import { say } from "./app-line.ts";
import { byId, make } from "./data.ts";
import type { FromApp } from "./messages.ts";

const shown = new Map<string, { element: HTMLElement; timer: number }>();

export function showToast({ id, message, isError, durationMs, action }: Extract<FromApp, { kind: "toast" }>): void {
  for (const other of [...shown.keys()]) hideToast(other);
  const element = make("div", { className: isError ? "toast is-error" : "toast" }, make("span", { textContent: message }));
  if (action) element.append(make("button", { textContent: action, onclick: () => say({ kind: "toastAction", id }) }));
  const close = make("button", { textContent: "×", className: "plain", onclick: () => hideToast(id) });
  close.setAttribute("aria-label", "Dismiss");
  element.append(close);
  byId("toasts").append(element);
  shown.set(id, { element, timer: window.setTimeout(() => hideToast(id), durationMs) });
}

export function hideToast(id: string): void {
  const toast = shown.get(id);
  if (!toast) return;
  clearTimeout(toast.timer);
  toast.element.remove();
  shown.delete(id);
  say({ kind: "toastGone", id });
}
