// Line drawings of our own for the admin's menu, 20 by 20.
import { Html } from "./html.ts";

const PATHS = {
  customers: "M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM4 16.4c.5-2.8 2.9-4.4 6-4.4s5.5 1.6 6 4.4",
  shopfront: "M3.5 8 5 3.6h10L16.5 8M3.5 8a2.2 2.2 0 0 0 4.3 0 2.2 2.2 0 0 0 4.4 0 2.2 2.2 0 0 0 4.3 0M4.6 10.6v5.8h10.8v-5.8",
  phone: "M6.5 2.8h7a1 1 0 0 1 1 1v12.4a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V3.8a1 1 0 0 1 1-1ZM8.8 15h2.4",
  apps: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM13.5 11v5M11 13.5h5",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6.2V10l2.6 1.6",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4",
  close: "m5 5 10 10M15 5 5 15",
} as const;

export function icon(name: keyof typeof PATHS): Html {
  return new Html(
    `<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`,
  );
}

/** The app's own sign: two steps that meet. */
export const APP_ICON = new Html(
  `<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><rect width="20" height="20" rx="5" fill="#0b5c4a"/><path d="M4.5 13.5h4v-4h4v-4h3" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
);
