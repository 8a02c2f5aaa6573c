// A look at a screen, as a demanding person takes it: nothing for axe to find, nothing that jumps or
// hangs over the edge, every control by keyboard and with a name, and, where asked for, a picture to look at.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe, { type Result } from "axe-core";
import type { Frame, Page } from "playwright-core";
import { beforeEach, expect } from "vitest";
import { type Admin, openAdmin, PHONE, type Scene, WIDE } from "./scene.ts";

const PICTURES = fileURLToPath(new URL("screens/", import.meta.url));
/** Pictures take their time: they are made where somebody asks for them (npm run pictures), and of whatever there is to object to. */
export const IS_LOOKED_AT = process.env.SEGUE_PICTURES !== undefined;
const SHIFT_MAX = 0.1;
const TABS_MAX = 150;

/** Polaris puts what pops up behind the page, where axe wants a landmark around it. */
const POPPED_UP = /^<ul role="group"[^>]*Polaris-Listbox-Section/;

type Axe = typeof axe;
type Shift = { at: number; by: number; /** What moved. */ what: string };
type Vitals = { shifts: Shift[]; /** When a key went down. */ keys: number[]; /** What was before is forgotten. */ since: number; largestMs: number; slowestMs: number };
type Moved = PerformanceEntry & { value?: number; hadRecentInput?: boolean; sources?: { node: Node | null }[] };
type Watched = typeof globalThis & { vitals?: Vitals };

/** Shopify measures the same three (shopify.dev, "Built for Shopify", 2026-08). Runs in every frame. */
export async function watchVitals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const vitals: Vitals = { shifts: [], keys: [], since: 0, largestMs: 0, slowestMs: 0 };
    (globalThis as Watched).vitals = vitals;
    const watch = (type: string, take: (entry: Moved) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...(type === "event" ? { durationThreshold: 16 } : {}) });
    const what = ({ sources = [] }: Moved) => sources.map(({ node }) => `${node?.nodeName ?? "?"} ${(node?.textContent ?? "").slice(0, 30)}`).join(", ");
    watch("layout-shift", (entry) => void (entry.hadRecentInput || vitals.shifts.push({ at: entry.startTime, by: entry.value ?? 0, what: what(entry) })));
    addEventListener("keydown", ({ timeStamp }) => void vitals.keys.push(timeStamp), true);
    watch("largest-contentful-paint", (entry) => (vitals.largestMs = entry.startTime));
    watch("event", (entry) => (vitals.slowestMs = Math.max(vitals.slowestMs, entry.duration)));
  });
}

export function frameOf(page: Page): Frame {
  const frame = page.frame({ name: "app-iframe" });
  if (!frame) throw new Error("The page has no frame.");
  return frame;
}

/** Call once what the screen is about is there. What there is to object to. */
export async function look({ page, complaints }: Admin, name: string): Promise<string[]> {
  const frame = frameOf(page);
  await frame.waitForFunction(stands);
  const { moved, largestMs, slowestMs } = await frame.evaluate(seen);
  const shift = moved.reduce((sum, { by }) => sum + by, 0);
  const overhang = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const violations = await axeIn(frame, seenBefore.has(name));
  seenBefore.add(name);
  console.info(`${name} at ${page.viewportSize()?.width}: largest paint ${Math.round(largestMs)} ms, shift ${shift.toFixed(3)}, slowest input ${slowestMs} ms`);
  const findings = [
    ...violations.filter(({ id, nodes }) => id !== "region" || !nodes.every(({ html }) => POPPED_UP.test(html))).map(({ id, help, nodes }) => `axe: ${id}, ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`),
    ...(overhang > 0 ? [`it can be scrolled sideways by ${overhang} pixels`] : []),
    ...(shift > SHIFT_MAX ? [`it jumped by ${shift.toFixed(3)}: ${moved.map(({ by, what }) => `${by.toFixed(3)} ${what}`).join(" | ")}`] : []),
    ...complaints,
  ];
  if (IS_LOOKED_AT || findings.length > 0) await picture(page, name);
  return findings;
}

/** For the tests of one file: pages that are closed after each test, and a look at a screen at both widths. */
export function looksAt(scene: Scene): { opened(path: string, viewport?: typeof WIDE): Promise<Admin>; looked(name: string, path: string, prepare: (admin: Admin) => Promise<unknown>): Promise<void> } {
  const open: Admin[] = [];
  // After everything else, so that a failed test can still be told of.
  beforeEach(({ onTestFinished }) => onTestFinished(async () => void (await Promise.all(open.splice(0).map(({ page }) => page.close())))));
  const opened = async (path: string, viewport = WIDE) => {
    const admin = await openAdmin(scene, path, viewport, watchVitals);
    open.push(admin);
    return admin;
  };
  return {
    opened,
    /** What a demanding person finds, wide and on a phone. */
    async looked(name, path, prepare) {
      const findings: string[] = [];
      for (const viewport of [WIDE, PHONE]) {
        const admin = await opened(path, viewport);
        await prepare(admin);
        findings.push(...(await look(admin, name)).map((finding) => `${name} at ${viewport.width}: ${finding}`));
        // A page that stays open goes on asking.
        await admin.page.close();
      }
      expect(findings).toEqual([]);
    },
  };
}

/** Screens that were looked at before, at another width. */
const seenBefore = new Set<string>();

/**
 * In the frame alone, as a document of its own: the admin around it is not ours, and asking every frame takes four times as long.
 * Colours do not change with the width, and looking at them is four fifths of the work: the second time they are looked at
 * only where something else is shown (phone.css).
 */
async function axeIn(frame: Frame, isSecond: boolean): Promise<Result[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async (isSecond) => {
    const { axe } = globalThis as typeof globalThis & { axe: Axe };
    const find = async (where: Parameters<Axe["run"]>[0], options: object) => (await axe.run(where, { resultTypes: ["violations"], ...options })).violations;
    if (!isSecond) return find(document, {});
    const others = await find(document, { rules: { "color-contrast": { enabled: false } } });
    return document.querySelector(".segue-phone, .segue-wide") ? [...others, ...(await find({ include: ".segue-phone, .segue-wide" }, { runOnly: ["color-contrast"] }))] : others;
  }, isSecond);
}

/** What was opened on purpose moves what is below it, for as long as it opens. */
export async function forgetShift(page: Page): Promise<void> {
  await frameOf(page).waitForFunction(stands);
  // What moved may not be drawn yet, and an observer is told of it later still: so the instant counts.
  await frameOf(page).evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const { vitals } = globalThis as Watched;
    if (vitals) vitals.since = performance.now();
  });
}

/**
 * What anybody saw. Chromium may lay a document out while its stylesheets are still on their way, as when the
 * pointer asks what lies below it; the next layout then counts as a shift of the whole page, though nothing
 * was painted before. paintTime is when the first picture was made, and all that moves later is in it.
 *
 * What follows somebody's act within half a second is that act (web.dev, "Cumulative Layout Shift": 500 ms). Chromium marks it
 * itself, but for keys only in the page around the frame: a step that was put in by Enter counted here as a jump.
 */
function seen(): { moved: Shift[]; largestMs: number; slowestMs: number } {
  const { vitals } = globalThis as Watched;
  const [first] = performance.getEntriesByName("first-paint");
  if (!vitals || !first) return { moved: [{ at: 0, by: 1, what: "nothing was painted" }], largestMs: 0, slowestMs: 0 };
  const paintedAt = "paintTime" in first && typeof first.paintTime === "number" ? first.paintTime : first.startTime;
  const moved = vitals.shifts.filter(({ at }) => at > paintedAt && at >= vitals.since && !vitals.keys.some((key) => at >= key && at - key < 500));
  return { moved, largestMs: vitals.largestMs, slowestMs: vitals.slowestMs };
}

/** Fonts are there, and nothing moves but what never stops. */
const stands = () => document.fonts.status === "loaded" && document.getAnimations().every(({ playState, effect }) => playState !== "running" || effect?.getComputedTiming().iterations === Infinity);

/** The whole of the screen, however long; a dialog as it stands before the merchant. */
async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const before = page.viewportSize() ?? { width: 0, height: 0 };
  const height = await frameOf(page).evaluate(() => (document.querySelector('[role="dialog"]') ? 0 : document.documentElement.scrollHeight));
  await page.setViewportSize({ width: before.width, height: Math.max(before.height, height + 110) });
  // The frame draws the new size in its own time.
  await frameOf(page).waitForFunction((wanted) => innerHeight >= wanted, height);
  await frameOf(page).evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.screenshot({ path: `${PICTURES}${name}-${before.width}.png` });
  await page.setViewportSize(before);
}

/** Every control that Tab comes to, by name, in order; [] is what has none. */
export async function controlsByTab(page: Page): Promise<string[]> {
  const frame = frameOf(page);
  await frame.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const names: string[] = [];
  for (let tab = 0; tab < TABS_MAX; tab++) {
    await page.keyboard.press("Tab");
    const name = await frame.evaluate(nameOfFocused);
    if (name === null) break;
    names.push(name);
  }
  return names;
}

/** Null: the focus has left the app. In the order in which browsers look for a name, as far as this app goes. */
function nameOfFocused(): string | null {
  const focused = document.activeElement;
  if (!document.hasFocus() || !(focused instanceof HTMLElement) || focused === document.body) return null;
  const labelled = focused.getAttribute("aria-labelledby")?.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const labels = "labels" in focused && focused.labels instanceof NodeList ? [...focused.labels].map((label) => label.textContent ?? "").join(" ") : "";
  return (labelled || focused.getAttribute("aria-label") || labels || focused.textContent || focused.title || "").trim();
}
