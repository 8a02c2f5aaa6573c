// What a failed test in a browser leaves behind: what its pages show and complained of, and the last words of the app's two processes.
// Without it, all that a failure far away says is that something did not come.
import { readFileSync } from "node:fs";
import type { BrowserContext, Frame } from "playwright-core";

const TEXT_MAX = 1_500;
const LINES = 12;

/** Listens from now on. `logs`: files of the processes. */
export function telling(browser: BrowserContext, logs: readonly string[]): () => Promise<string> {
  const complaints: string[] = [];
  browser.on("weberror", (problem) => complaints.push(`${problem.page()?.url()}: ${problem.error().stack}`));
  browser.on("console", (message) => void (message.type() === "error" && complaints.push(`${message.location().url}: ${message.text()}`)));
  return async () => {
    const shown = await Promise.all(browser.pages().flatMap((page) => page.frames()).map(shownIn));
    return [...shown, ...complaints.slice(-LINES), ...logs.map(tail)].join("\n\n");
  };
}

const shownIn = async (frame: Frame) => `${frame.url()}\n${await frame.evaluate((max) => (document.body?.innerText ?? `${document.readyState} ${document.childNodes.length} ${location.href} ${document.documentElement?.outerHTML} ${JSON.stringify(performance.getEntriesByType("navigation"))}`).slice(0, max), TEXT_MAX).catch(String)}`;

const tail = (file: string) => `${file}\n${readFileSync(file, "utf8").trimEnd().split("\n").slice(-LINES).join("\n")}`;
