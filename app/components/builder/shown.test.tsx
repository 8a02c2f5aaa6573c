// A question written as text, as JSON or by Klaviyo is shown in the builder as it is.
import { AppProvider } from "@shopify/polaris";
import en from "@shopify/polaris/locales/en.json" with { type: "json" };
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { EventKey, Filter, Leaf, Window } from "#app/segments/definition.ts";
import { LeafEditor } from "./leaf-editor.tsx";

const count = (window: Window): Leaf => ({ kind: "agg", measure: "count", event: "order", window, test: { op: "ge", value: 1 } });

/** What a merchant reads in the inputs, from left to right. */
function shown(leaf: Leaf): string[] {
  const html = renderToStaticMarkup(
    <AppProvider i18n={en}>
      <LeafEditor leaf={leaf} onChange={() => {}} problems={[]} />
    </AppProvider>,
  );
  return [...html.matchAll(/<select.*?<\/select>|<input [^>]*?>|<button[^>]*aria-expanded.*?<\/button>/gs)].map(([input]) => {
    if (input.startsWith("<input")) return /value="(.*?)"/.exec(input)?.[1] ?? "";
    if (input.startsWith("<button")) return input.replaceAll(/<svg.*?<\/svg>|<[^>]*>/gs, "");
    return /<option[^>]* selected=""[^>]*>(.*?)<\/option>/.exec(input)?.[1] ?? "nothing is chosen";
  });
}

test("a period and a season that the lists do not offer are shown, not the first of the list", () => {
  expect(shown(count({ kind: "period", unit: "month", back: 12, toDate: true }))).toContain("12 months before this one, up to the same day");
  expect(shown(count({ kind: "period", unit: "day", back: 1, toDate: true }))).toContain("yesterday, up to the same day");
  expect(shown(count({ kind: "season", seasons: ["christmas"], back: 5 }))).toContain("5 before the latest");
  const seasons = shown(count({ kind: "season", seasons: ["christmas", "valentine"] }));
  expect(seasons.find((words) => words.includes(", "))).toMatch(/^Christmas, Valentine/);
  expect(shown({ kind: "in", segment: 1, how: { kind: "for", n: 30, unit: "day", clock: "rolling" } })).toContain("to the minute");
});

test("a score that is ranked or compared is shown with its own numbers", () => {
  const score = { kind: "attr", field: "sms.score", with: { halfLife: 61 } } as const;
  const found = shown({ kind: "rank", of: score, place: { kind: "median", side: "above" } });
  expect(found).toEqual(expect.arrayContaining(["Engagement score for texts (0 to 100)", "61"]));
  expect(shown({ kind: "cmp", left: { kind: "attr", field: "order.daysSinceLast" }, cmp: "gt", right: score })).toEqual(expect.arrayContaining(found.filter((each) => each === "61")));
});

test("filters of which any may hold say so, whatever they belong to", () => {
  const where: Filter[] = [{ field: "order.net", test: { op: "gt", value: 7 } }, { field: "order.net", test: { op: "lt", value: 3 } }];
  const any = { event: "order" as EventKey, where, whereAny: true };
  const test = { op: "ge", value: 1 } as const;
  const window: Window = { kind: "last", n: 30, unit: "day" };
  const leaves: Leaf[] = [
    { kind: "agg", measure: "count", ...any, test },
    { kind: "nth", k: 1, ...any, field: "order.net", test },
    { kind: "share", of: "count", part: [], ...any, test },
    { kind: "top", of: "count", field: "order.discountCode", ...any, test: { op: "known" } },
    { kind: "some", by: "order.discountCode", measure: "count", ...any, test },
    { kind: "rate", ...any, per: "order", test },
    { kind: "trend", of: { kind: "agg", measure: "count", ...any }, window, before: { kind: "between-ago", from: 30, to: 60, unit: "day" }, test },
    { kind: "cmp", left: { kind: "nth", k: 2, ...any, field: "order.net" }, cmp: "gt", right: { kind: "agg", measure: "count", event: "order" } },
    { kind: "rank", of: { kind: "rate", ...any, per: "order", window }, place: { kind: "median", side: "above" } },
  ];
  for (const leaf of leaves) expect(shown(leaf), leaf.kind).toContain("any of these holds");
  for (const leaf of leaves) expect(shown(leaf), leaf.kind).not.toContain("nothing is chosen");
});

test("one event among others is shown with its kind, its place and its time", () => {
  const words = shown({
    kind: "cmp", cmp: "gt", right: { kind: "attr", field: "order.count" },
    left: { kind: "nth", k: -3, event: "refund", field: "refund.amount", window: { kind: "last", n: 90, unit: "day" } },
  });
  expect(words).toEqual(expect.arrayContaining(["Refunds", "Counted back, the number …", "3", "in the last", "90"]));
});

test("a sequence that begins only with the third of its kind says the third", () => {
  const seq: Leaf = { kind: "seq", event: "order", first: [], then: [], within: { n: 30, unit: "day" }, times: 3 };
  expect(shown(seq)).toContain("3");
  expect(shown({ ...seq, times: 4 })).not.toContain("3");
});
