// The drawer with the sandbox's own controls: its time and what befalls its webhooks.
import { byId, data, post } from "./data.ts";

const SECOND_MS = 1_000;
let aheadMs = Number(byId("clock").dataset.ahead);

const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const long = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

export function wireDrawer(): void {
  const drawer = byId<HTMLDialogElement>("drawer");
  byId("open-drawer").addEventListener("click", () => drawer.showModal());
  byId("close-drawer").addEventListener("click", () => drawer.close());
  drawer.addEventListener("click", (event) => {
    if (event.target === drawer) drawer.close();
  });
  for (const button of drawer.querySelectorAll<HTMLButtonElement>("[data-forward-hours]")) {
    button.addEventListener("click", () => void forward(Number(button.dataset.forwardHours)));
  }
  const faults = byId<HTMLFormElement>("faults");
  faults.addEventListener("change", () => void post("faults", Object.fromEntries(new FormData(faults))));
  tick();
  setInterval(tick, SECOND_MS);
}

async function forward(hours: number): Promise<void> {
  ({ aheadMs } = await post<{ aheadMs: number }>("clock", { hours }));
  tick();
}

function tick(): void {
  const now = Date.now() + aheadMs;
  byId("clock").textContent = short.format(now);
  byId("clock-long").textContent = long.format(now);
  byId("clock-long").setAttribute("datetime", new Date(now).toISOString());
}

/** Parts of the sandbox's own pages that change by themselves: a tag that Segue adds appears. */
export function keepLive(): void {
  const parts = document.querySelectorAll<HTMLElement>("[data-live]");
  if (parts.length === 0 || data.appOrigin) return;
  setInterval(() => void refresh([...parts]), 2 * SECOND_MS);
}

async function refresh(parts: HTMLElement[]): Promise<void> {
  if (document.hidden || parts.some((part) => part.contains(document.activeElement))) return;
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll<HTMLElement>("[data-live]");
  for (const [at, part] of parts.entries()) {
    const text = fresh[at]?.innerHTML;
    if (text !== undefined && text !== part.innerHTML) part.innerHTML = text;
  }
}
