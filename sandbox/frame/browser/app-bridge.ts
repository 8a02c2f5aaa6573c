// The stand-in for Shopify's App Bridge: window.shopify and the ui-* elements, as far as Segue and
// @shopify/app-bridge-react 4.2 use them. A classic script, first in <head>, like the real one.
import { ask, hear, say } from "./admin-line.ts";
import { defineElements, type SaveBar, shownSaveBar } from "./elements.ts";
import { defineModal } from "./modal.ts";
import { followNavigation } from "./navigation.ts";
import { comeBackWithToken, idToken, signRequests } from "./session.ts";
import { addStyle } from "./style.ts";

type Shown = HTMLElement & { show(): Promise<void>; hide(): Promise<void>; toggle(): Promise<void> };
type ToastOptions = { duration?: number; isError?: boolean; action?: string; onAction?(): void; onDismiss?(): void };
type ResourcePickerOptions = {
  type: "product" | "variant" | "collection";
  multiple?: boolean | number;
  query?: string;
  filter?: { query?: string };
  selectionIds?: { id: string }[];
};

const TOAST_MS = 5_000;
const query = new URLSearchParams(location.search);
const toasts = new Map<string, ToastOptions>();

function byId(id: string): Shown {
  const found = document.getElementById(id);
  if (!found || !("show" in found)) throw new Error(`There is no modal or save bar with the id ${id}.`);
  return found as Shown;
}
const shownById = {
  show: (id: string) => byId(id).show(),
  hide: (id: string) => byId(id).hide(),
  toggle: (id: string) => byId(id).toggle(),
};

function showToast(message: string, options: ToastOptions = {}): string {
  const id = crypto.randomUUID();
  toasts.set(id, options);
  say({ kind: "toast", id, message, isError: options.isError ?? false, durationMs: options.duration ?? TOAST_MS, action: options.action ?? null });
  return id;
}

async function resourcePicker(options: ResourcePickerOptions) {
  const picked = await ask("pick", {
    type: options.type,
    multiple: Boolean(options.multiple),
    query: options.query ?? options.filter?.query ?? "",
    selectedIds: options.selectionIds?.map((selected) => selected.id) ?? [],
  });
  return picked ? Object.assign(picked, { selection: picked }) : undefined;
}

async function leaveConfirmation(): Promise<void> {
  if (!shownSaveBar()) return;
  // Never settles when the merchant stays, as in Shopify's.
  if (!(await ask("mayLeave", null))) await new Promise(() => {});
}

const ready = Promise.resolve();
Object.assign(window, {
  shopify: {
    config: {
      apiKey: document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content ?? document.currentScript?.dataset.apiKey ?? "",
      host: query.get("host") ?? "",
      shop: query.get("shop") ?? "",
      locale: query.get("locale") ?? "en",
    },
    environment: { embedded: parent !== window, mobile: false, intent: false },
    origin: location.ancestorOrigins?.[0] ?? "",
    protocol: "https",
    ready,
    idToken,
    loading: (on = true) => say({ kind: "loading", on }),
    toast: { show: showToast, hide: (id: string) => say({ kind: "hideToast", id }) },
    saveBar: { ...shownById, leaveConfirmation },
    modal: shownById,
    resourcePicker,
    user: async () => ({ accountAccess: "Account owner" }),
    app: { extensions: async () => [] },
    scopes: { query: async () => ({ granted: [], required: [], optional: [] }) },
    webVitals: { onReport: async () => {} },
  },
});

hear((message) => {
  if (message.kind === "toastAction") toasts.get(message.id)?.onAction?.();
  if (message.kind === "toastGone") {
    toasts.get(message.id)?.onDismiss?.();
    toasts.delete(message.id);
  }
});

addStyle();
defineElements();
defineModal();
signRequests();
followNavigation();
// A form that was touched is not lost by closing the window either.
addEventListener("beforeunload", (event) => {
  if (document.querySelectorAll<SaveBar>("ui-save-bar").length > 0 && shownSaveBar()) event.preventDefault();
});
void comeBackWithToken();
