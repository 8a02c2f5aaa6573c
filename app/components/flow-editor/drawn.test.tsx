import { ReactFlow } from "@xyflow/react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { seedFlow, SEEDS } from "#app/flows/seeds.ts";
import { edgeTypes } from "./canvas-edge.tsx";
import { edgesOf, nodesOf } from "./drawn.ts";
import { type Laid, layoutOf } from "./edit/layout.ts";
import { useCommands } from "./use-commands.ts";
import { useFlow } from "./use-flow.ts";

const Nothing = () => null;
const NODES = { start: Nothing, step: Nothing, out: Nothing };

function Drawn({ definition, laid }: { definition: FlowDefinition; laid: Laid }) {
  const commands = useCommands(useFlow({ name: "A flow", definition }, null));
  return <ReactFlow nodes={nodesOf(laid)} edges={edgesOf(laid, commands, null)} nodeTypes={NODES} edgeTypes={edgeTypes} width={800} height={600} />;
}

test.each(SEEDS.map((seed) => [seed.key, seed] as const))("Every way of %s is drawn before anything is measured.", (_, seed) => {
  const definition = seedFlow(seed);
  const laid = layoutOf(definition);
  const html = renderToStaticMarkup(<Drawn definition={definition} laid={laid} />);
  expect(html.match(/<path[^>]*segue-flow-way/g)?.length).toBe(laid.edges.length);
});
