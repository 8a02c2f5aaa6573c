// POST sends a message as it stands to one number, through the gate.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { TestAsked } from "#app/messages/message/preview.ts";
import { sendTest } from "#app/messages/message/test-text.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, TestAsked);
  const sent = "problems" in read ? read : await sendTest(world, shop, read.body);
  return "problems" in sent ? json(sent, { status: 422 }) : json(sent);
}
