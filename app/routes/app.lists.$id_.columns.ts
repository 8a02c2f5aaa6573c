// DELETE drops a column that a list keeps, with all that it says.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { readList } from "#app/lists/rows.server.ts";
import { dropColumn } from "#app/lists/save.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireListId } from "#app/require.ts";

const Named = z.object({ column: z.string().max(100) });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireListId(params);
  requireFound(await readList(world, shop, id));
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Named);
  const problems = "problems" in read ? read.problems : await dropColumn(world, shop, id, read.body.column);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}
