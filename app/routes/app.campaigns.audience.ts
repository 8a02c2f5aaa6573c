// How many of the people whom a draft names could be texted now, later or never: a page of them an answer, so that the
// screen counts on and nobody waits for it.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { merchant } from "#app/merchant.server.ts";
import { draftAudience } from "#app/messages/campaigns/campaign-audience.server.ts";
import { Sources, TOPIC_MAX } from "#app/messages/campaigns/campaign.ts";

const Asked = z.strictObject({ include: Sources, exclude: Sources, topic: z.string().max(TOPIC_MAX).nullable(), after: CustomerId.nullable() });

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, Asked);
  return "problems" in read ? json(read, { status: 422 }) : json(await draftAudience(world, shop, read.body));
}
