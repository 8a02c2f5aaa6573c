// Publishing a flow's draft, or (?version=2) an older version again; or (?people=1) letting more people into a flow that is live.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody, readQuery } from "#app/body.ts";
import { PublishPage } from "#app/components/flows/publish-page.tsx";
import { activateFlow } from "#app/flows/flow/activate.server.ts";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { publishFlow } from "#app/flows/flow/publish.server.ts";
import { publishScreen } from "#app/flows/flow/publish-screen.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound } from "#app/require.ts";

const Version = z.string().regex(/^[1-9]\d{0,5}$/).transform(Number);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const flow = requireFound(await flowById(world, shop, requireFlowId(params)));
  if (flow.state === "ended" || flow.state === "archived") return redirect(`/app/flows/${flow.flowId}`);
  const query = readQuery(request);
  const isPeople = query["people"] === "1" && (flow.state === "live" || flow.state === "shadow");
  const again = isPeople ? flow.version : (Version.safeParse(query["version"]).data ?? null);
  return json({ screen: requireFound(await publishScreen(world, shop, flow, again)), isPeople, now: world.now() });
}

const People = z.strictObject({ enters: z.unknown() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireFlowId(params);
  requireFound(await flowById(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, z.unknown());
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const people = People.safeParse(read.body);
  const done = people.success ? await activateFlow(world, shop, id, people.data.enters) : await publishFlow(world, shop, id, read.body, null);
  const problems = "problems" in done ? done.problems : [];
  return problems.length > 0 ? json({ problems }, { status: 422 }) : redirect(`/app/flows/${id}`);
}

export default function Publish() {
  const { screen, isPeople, now } = useLoaderData<typeof loader>();
  return <PublishPage screen={screen} isPeople={isPeople} now={now} />;
}
