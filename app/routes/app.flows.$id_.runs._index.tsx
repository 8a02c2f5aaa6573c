// Runs of a flow, newest first; ?shown=, ?step= and ?reason= narrow them.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readPaging, readQuery } from "#app/body.ts";
import { RunsPage } from "#app/components/flow-report/runs-page.tsx";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { Shown } from "#app/flows/report/run-list-rows.server.ts";
import { readRuns } from "#app/flows/report/run-list.server.ts";
import { StepId } from "#app/flows/step-id.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound, RowNumber } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Reason = z.string().regex(/^[a-zA-Z]{1,60}$/);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { flowId, name } = requireFound(await flowById(world, shop, requireFlowId(params)));
  const query = readQuery(request);
  const filters = { step: StepId.safeParse(query["step"]).data ?? null, shown: Shown.safeParse(query["shown"]).data ?? null, reason: Reason.safeParse(query["reason"]).data ?? null };
  const found = await readRuns(world, shop, flowId, { ...filters, before: RowNumber.safeParse(readPaging(request).after).data ?? null });
  const { timeZone } = requireFound(await readShop(world, shop));
  return json({ flow: { flowId, name }, ...found, filters, timeZone, now: world.now() });
}

export default function Runs() {
  return <RunsPage {...useLoaderData<typeof loader>()} />;
}
