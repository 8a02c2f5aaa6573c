// Customers by what was typed, for the preview's picker.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { readPaging } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { peopleChoices } from "#app/messages/message/editor.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ people: await peopleChoices(world, shop, readPaging(request).search) });
}
