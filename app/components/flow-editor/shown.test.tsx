// Everything of the editor that a server draws, before a browser has it: the list of every ready flow, and each step's form.
import { AppProvider } from "@shopify/polaris";
import en from "@shopify/polaris/locales/en.json" with { type: "json" };
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from "react-router-dom/server.js";
import { expect, test } from "vitest";
import type { Step } from "#app/flows/step.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { seedFlow, SEEDS } from "#app/flows/seeds.ts";
import { EMPTY_MESSAGE } from "#app/messages/message/message.ts";
import { freshId, idsOf } from "./edit/fresh-id.ts";
import { newStep, OFFERED } from "./edit/kinds.ts";
import { askedBy, waitedBy } from "./edit/paths.ts";
import type { FlowShown, FlowWords } from "./editor-words.ts";
import { ownOf } from "./forms/send-form.tsx";
import { StepFields } from "./forms/step-form.tsx";
import { newTrigger, TRIGGERS } from "./forms/trigger-kinds.ts";
import { TriggerFields } from "./forms/trigger-fields.tsx";
import { FlowEditor } from "./flow-editor.tsx";
import { type InEditor, InEditorContext } from "./in-editor.ts";

const WORDS: FlowWords = {
  shop: { currency: "USD", today: "2026-11-26", segments: [{ segmentId: 1, name: "VIP" }], lists: [{ listId: 1, name: "Friends", columns: [] }], flows: [{ flowId: 2, name: "Welcome", steps: [], experiments: [] }], mapped: {}, told: [], properties: {} },
  editor: { brand: "Acme", isSmart: true, coupons: [], segments: [], people: [] }, messages: [], flows: [{ id: 2, name: "Welcome" }], campaigns: [], policies: [], timeZone: "UTC",
};
const shownOf = (definition: FlowDefinition): FlowShown => ({ id: 1, state: "draft", version: null, draftRev: 1, name: "A flow", definition, step: null, standing: {} });

async function draw(content: ReactNode): Promise<string> {
  const routes = [{ path: "/", element: <AppProvider i18n={en}>{content}</AppProvider> }];
  const handler = createStaticHandler(routes);
  const context = await handler.query(new Request("http://localhost/"));
  if (context instanceof Response) throw new Error("The page was not drawn.");
  return renderToStaticMarkup(<StaticRouterProvider router={createStaticRouter(routes, context)} context={context} hydrate={false} />);
}

test("On the server the editor is the whole flow as a list, each step once.", async () => {
  for (const seed of SEEDS) {
    const definition = seedFlow(seed);
    const html = await draw(<FlowEditor shown={shownOf(definition)} words={WORDS} />);
    const drawn = [...html.matchAll(/data-step="([^"]+)"/g)].map(([, id]) => id);
    expect(drawn.toSorted(), seed.key).toEqual(definition.steps.map(({ id }) => id).sort());
  }
});

test("Every kind of step and every kind of trigger has a form, in which nothing is left unsaid that was chosen.", async () => {
  const definition = seedFlow(SEEDS[0] ?? never());
  const flow = { definition, chosen: { is: "flow" }, draft: { name: "A flow", definition } } as InEditor["flow"];
  const inside: InEditor = { flow, shown: shownOf(definition), words: WORDS, names: { names: () => null, currency: "USD" }, findings: [], problems: [], checked: { state: "idle", worst: null }, nameProblem: false, person: null, setPerson: () => {} };
  const form = (content: ReactNode) => draw(<InEditorContext.Provider value={inside}>{content}</InEditorContext.Provider>);
  const taken = idsOf(definition);
  const steps = OFFERED.map(({ kind }) => newStep(kind, freshId(kind, taken), "m1")).flatMap((step): Step[] => {
    if (step.kind === "wait") return (["span", "hour", "window", "date", "event", "condition", "bestHour", "delivery"] as const).map((how) => waitedBy(step, how));
    return step.kind === "branch" ? (["yesNo", "ordered", "first", "reply", "outcome"] as const).map((by) => askedBy(step, by, "m1")) : [step];
  });
  for (const step of steps) expect((await form(<StepFields step={step} set={() => {}} problems={[]} />)).length, step.kind).toBeGreaterThan(50);
  for (const [kind] of TRIGGERS) expect(await form(<TriggerFields trigger={newTrigger(kind, 1)} set={() => {}} problems={[]} />), kind).toMatch(/<select|<input/);
  const wrong = await form(<StepFields step={waitedBy(newStep("wait", "w9", "m1") as Parameters<typeof waitedBy>[0], "span")} set={() => {}} problems={[{ path: ["span", "n"], message: "Enter a number." }]} />);
  expect(wrong).toContain("Enter a number.");
  const ways = ["noNumber", null, "ofAnOlderDay"].map((reason) => ({ is: "skipped" as const, reason, next: null }));
  const became = await form(<StepFields step={{ id: "b9", note: null, next: null, kind: "branch", by: "outcome", of: "m1", paths: [...ways, { is: "failed", reason: null, next: null }], within: null, otherwise: null }} set={() => {}} problems={[]} />);
  expect([...became.matchAll(/<option[^>]* value="([^"]*)" selected=""/g)].map(([, value]) => value)).toEqual(expect.arrayContaining(["noNumber", "", "ofAnOlderDay"]));
  expect(became.match(/>Whatever the reason<\/option>/g)).toHaveLength(ways.length);
});

test("Amounts are shown in the shop's currency, also where that has no hundredths.", async () => {
  const definition = seedFlow(SEEDS.find(({ key }) => key === "vip") ?? never());
  const steps = definition.steps.map((step) => (step.kind === "coupon" ? { ...step, saving: { kind: "amount" as const, minor: 1_500 } } : step));
  const amountOf = async (currency: string) => {
    const words = { ...WORDS, shop: { ...WORDS.shop, currency } };
    const html = await draw(<FlowEditor shown={{ ...shownOf({ ...definition, steps }), step: "gift" }} words={words} />);
    return /<input[^>]*inputMode="decimal"[^>]* value="([^"]*)"/.exec(html)?.[1];
  };
  expect([await amountOf("USD"), await amountOf("JPY"), await amountOf("KWD")]).toEqual(["15", "1500", "1.5"]);
});

test("A text that begins with the words of a saved message is of its kind, language and topic.", () => {
  const definition = { ...EMPTY_MESSAGE, class: "transactional" as const, topic: "Sale", language: "de" as const, text: "Danke!" };
  const messages = [{ id: 4, name: "Thanks", definition }];
  expect(ownOf({ kind: "saved", id: 4, version: null }, messages)).toEqual({ kind: "own", class: "transactional", scope: "marketing", topic: "Sale", language: "de", text: "Danke!" });
  expect(ownOf({ kind: "saved", id: 5, version: null }, messages)).toMatchObject({ kind: "own", text: "" });
});

function never(): never {
  throw new Error("The seeds have changed.");
}
