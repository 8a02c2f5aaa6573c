// POST shows a message, saved or not, as one person would get it. Nothing is written.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { PreviewAsked } from "#app/messages/message/preview.ts";
import { previewOf } from "#app/messages/message/preview.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, PreviewAsked);
  return "problems" in read ? json(read, { status: 422 }) : json(await previewOf(world, shop, read.body));
}
