// DELETE takes somebody off a list.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { readList } from "#app/lists/rows.server.ts";
import { takeOff } from "#app/lists/save.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireListId } from "#app/require.ts";

const Named = z.object({ customer: CustomerId });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireListId(params);
  requireFound(await readList(world, shop, id));
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Named);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  await takeOff(world, shop, id, read.body.customer);
  return json({ problems: [] });
}
