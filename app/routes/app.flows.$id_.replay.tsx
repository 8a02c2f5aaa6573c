// A flow's draft over the shop's own past: POST begins, DELETE stops it; ?person= shows one person's way through it.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody, readQuery } from "#app/body.ts";
import { ReplayPage } from "#app/components/flows/replay-page.tsx";
import { checkFlow } from "#app/flows/check.ts";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { personsPath, replayScreen } from "#app/flows/flow/replay-screen.server.ts";
import { cancelReplay, startReplay } from "#app/flows/replay/replay.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Begin = z.object({ days: z.int() });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const flow = requireFound(await flowById(world, shop, requireFlowId(params)));
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  const screen = await replayScreen(world, shop, flow);
  const person = readQuery(request)["person"] ?? null;
  const path = person === null || screen.replay?.state !== "done" ? null : await personsPath(world, shop, flow, screen.replay.replayId, person);
  const { flowId, name, state, draft } = flow;
  return json({ flowId: Number(flowId), name, canPublish: state !== "ended" && state !== "archived", goals: draft.goals.map(({ label }) => label), limits: draft.entry, ...screen, path, asked: person, currency, timeZone, now: world.now() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { flowId, draft } = requireFound(await flowById(world, shop, requireFlowId(params)));
  if (request.method === "DELETE") {
    await cancelReplay(world, shop, flowId);
    return json({ problems: [] });
  }
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Begin);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const problems = checkFlow(draft);
  const begun = problems.length > 0 ? { problems } : await startReplay(world, shop, { flow: flowId, definition: draft, days: read.body.days });
  return "problems" in begun ? json({ problems: begun.problems }, { status: 422 }) : json({ problems: [] });
}

export default function Replay() {
  return <ReplayPage {...useLoaderData<typeof loader>()} />;
}
