// POST counts what a message costs over one page of people. Nothing is written.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { costPage } from "#app/messages/message/cost.server.ts";
import { CostAsked } from "#app/messages/message/preview.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, CostAsked);
  return "problems" in read ? json(read, { status: 422 }) : json(await costPage(world, shop, read.body));
}
