// The script of the admin around the app: everything the app asks of its surroundings ends here.
import { follow, goHome, showMenu, showTitle, wireMenu } from "./app-menu.ts";
import { frame, listen } from "./app-line.ts";
import { confirmed } from "./confirm.ts";
import { byId, data, post } from "./data.ts";
import { keepLive, wireDrawer } from "./drawer.ts";
import type { FromApp } from "./messages.ts";
import { pick } from "./picker-dialog.ts";
import { hasUnsavedChanges, mayLeave, show as showSaveBar, wireSaveBar } from "./save-bar.ts";
import { hideToast, showToast } from "./toasts.ts";

function hear(message: FromApp): void {
  switch (message.kind) {
    case "nav":
      return showMenu(message);
    case "path":
      return follow(message.path);
    case "title":
      return showTitle(message);
    case "saveBar":
      return showSaveBar(message);
    case "scrim":
      return void document.body.classList.toggle("is-dimmed", message.shown);
    case "toast":
      return showToast(message);
    case "hideToast":
      return hideToast(message.id);
    case "loading":
      byId("progress").hidden = !message.on;
      return;
    case "leave":
      return leave(message.url, message.newWindow);
    default:
      return message satisfies never;
  }
}

const ADMIN = /^(?:shopify:\/*admin|https:\/\/admin\.shopify\.com\/store\/[^/]+|https:\/\/[^/]+\.myshopify\.com\/admin)(\/.*)?$/i;

/** Addresses in Shopify's admin lead to the same place in this one. */
function leave(url: string, newWindow: boolean): void {
  const inAdmin = ADMIN.exec(url);
  const to = inAdmin ? data.store + (inAdmin[1] ?? "") : url;
  if (newWindow) window.open(to, "_blank", "noopener");
  else location.href = to;
}

function wireForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-confirm]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const words = form.dataset.confirm ?? "";
      if (await confirmed({ title: "Are you sure?", words, yes: "Uninstall", no: "Cancel", critical: true })) form.submit();
    });
  }
  for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-submits]")) {
    select.addEventListener("change", () => select.form?.requestSubmit());
  }
}

listen(hear, {
  idToken: async () => (await post<{ idToken: string }>("id-token", {})).idToken,
  mayLeave,
  pick,
});
wireMenu();
wireDrawer();
wireSaveBar();
wireForms();
keepLive();
if (frame) {
  // Only now: nothing the app says is lost.
  frame.src = frame.dataset.src ?? "about:blank";
  document.querySelector<HTMLAnchorElement>('.entry[aria-current="page"]')?.addEventListener("click", goHome);
  addEventListener("beforeunload", (event) => {
    if (hasUnsavedChanges()) event.preventDefault();
  });
}
