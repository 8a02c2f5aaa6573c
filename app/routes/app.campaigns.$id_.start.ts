// POST is the yes to a version whose dry run was seen; DELETE takes it back while it waits for its time.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { startCampaign, unschedule } from "#app/messages/campaigns/campaign-change.server.ts";
import { readCampaign } from "#app/messages/campaigns/campaign-rows.server.ts";
import { requireCampaignId, requireFound } from "#app/require.ts";

const Yes = z.strictObject({ version: z.int().positive() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireCampaignId(params);
  requireFound(await readCampaign(world, shop, id));
  if (request.method !== "POST" && request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  if (request.method === "DELETE") return answer(await unschedule(world, shop, id));
  const read = await readBody(request, Yes);
  return answer("problems" in read ? read : await startCampaign(world, shop, id, read.body.version));
}

const answer = ({ problems }: Awaited<ReturnType<typeof unschedule>>) => json({ problems }, { status: problems.length > 0 ? 422 : 200 });
