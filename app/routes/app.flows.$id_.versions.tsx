// The versions of a flow, and two of them side by side (?from=1&to=2, or to=draft).
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readQuery } from "#app/body.ts";
import { VersionsPage } from "#app/components/flows/versions-page.tsx";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { versionsScreen } from "#app/flows/flow/versions-screen.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Version = z.string().regex(/^[1-9]\d{0,5}$/).transform(Number);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const flow = requireFound(await flowById(world, shop, requireFlowId(params)));
  if (flow.version === null) return redirect(`/app/flows/${flow.flowId}`);
  const query = readQuery(request);
  const to = query["to"] === "draft" ? null : Version.catch(flow.version).parse(query["to"]);
  const from = Version.catch(to === null ? flow.version : Math.max(1, to - 1)).parse(query["from"]);
  const { timeZone } = requireFound(await readShop(world, shop));
  return json({ screen: requireFound(await versionsScreen(world, shop, flow, from, to)), timeZone });
}

export default function Versions() {
  const { screen, timeZone } = useLoaderData<typeof loader>();
  return <VersionsPage screen={screen} timeZone={timeZone} />;
}
