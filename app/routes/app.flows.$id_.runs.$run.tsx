// One run's story; ?check=1 decides it again. POST lets the run stand still, go on, or end.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBody, readQuery } from "#app/body.ts";
import { StoryPage } from "#app/components/flow-report/story-page.tsx";
import { changeRun } from "#app/flows/report/change-run.server.ts";
import { RunAct } from "#app/flows/report/run-act.ts";
import { readRun } from "#app/flows/report/run-story-rows.server.ts";
import { readStory } from "#app/flows/report/story.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound, requireRowId } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

const runIn = (params: Record<string, string | undefined>) => requireRowId({ id: params["run"] });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { run, stepTitle, ...story } = requireFound(await readStory(world, shop, requireFlowId(params), runIn(params), readQuery(request)["check"] === "1"));
  const { timeZone } = requireFound(await readShop(world, shop));
  return json({ ...story, run: { ...run, title: stepTitle }, timeZone, now: world.now() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const [flow, run] = [requireFlowId(params), runIn(params)];
  requireFound(await readRun(world, shop, flow, run));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, RunAct);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const problems = requireFound(await changeRun(world, shop, flow, run, read.body.act));
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Run() {
  return <StoryPage {...useLoaderData<typeof loader>()} />;
}
