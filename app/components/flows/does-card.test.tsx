// What a flow's page draws of a flow: the same steps and the same numbers in the picture and in the list.
import { AppProvider } from "@shopify/polaris";
import en from "@shopify/polaris/locales/en.json" with { type: "json" };
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from "react-router-dom/server.js";
import { expect, test } from "vitest";
import { seedFlow, SEEDS } from "#app/flows/seeds.ts";
import FlowPicture from "./flow-picture.tsx";
import { pictureOf } from "./picture.ts";
import { StepList, type StepLine } from "./step-list.tsx";

const NAMES = { names: () => null, currency: "USD" };

async function drawn(content: ReactNode): Promise<string> {
  const routes = [{ path: "/", element: <AppProvider i18n={en}>{content}</AppProvider> }];
  const handler = createStaticHandler(routes);
  const context = await handler.query(new Request("http://localhost/"));
  if (context instanceof Response) throw new Error("The page was not drawn.");
  return renderToStaticMarkup(<StaticRouterProvider router={createStaticRouter(routes, context)} context={context} hydrate={false} />);
}

test.each(SEEDS.map((seed) => [seed.key, seed] as const))("Of %s every step and every way is drawn, with the numbers that the list has, and nothing lies on anything else.", async (_, seed) => {
  const definition = seedFlow(seed);
  const picture = pictureOf(definition, NAMES, new Map());
  const steps = definition.steps.map(({ id, kind, next, note }, index): StepLine => ({ id, kind, next, note, says: id, people: index === definition.steps.length - 1 ? 7 : 0, came: 1_000 + index, sent: kind === "send" ? 500 + index : 0 }));
  const html = await drawn(<FlowPicture flowId={1} picture={picture} steps={steps} entered={1_234} isPublished />);
  const list = await drawn(<StepList flowId={1} steps={steps} isPublished />);
  expect([...html.matchAll(/data-step="([^"]+)"/g)].map(([, id]) => id)).toEqual(definition.steps.map(({ id }) => id));
  expect(html.match(/<path[^>]*segue-flow-way/g)).toHaveLength(picture.ways.length);
  expect(html).toContain("1,234 entered");
  const numbers = (text: string) => text.match(/1,\d{3} came( · 5\d\d sent)?/g);
  expect(numbers(html)).toEqual(numbers(list));
  expect(numbers(html)).toHaveLength(steps.length);
  for (const text of [html, list]) expect(text.match(/href="\/app\/flows\/1\/runs\?step=[^"]+"/g)).toEqual([`href="/app/flows/1/runs?step=${steps.at(-1)?.id}"`]);
  for (const [index, one] of picture.nodes.entries()) {
    for (const other of picture.nodes.slice(index + 1)) expect(one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y, `${one.id} and ${other.id}`).toBe(true);
  }
});

test("A draft has no numbers.", async () => {
  const definition = seedFlow(SEEDS[0] ?? expect.fail("There is a ready flow."));
  const steps = definition.steps.map(({ id, kind, next, note }): StepLine => ({ id, kind, next, note, says: id, people: 0, came: 0, sent: 0 }));
  const html = await drawn(<><FlowPicture flowId={1} picture={pictureOf(definition, NAMES, new Map())} steps={steps} entered={0} isPublished={false} /><StepList flowId={1} steps={steps} isPublished={false} /></>);
  expect(html).not.toMatch(/ came| entered| sent/);
});
