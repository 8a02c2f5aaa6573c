// A segment's tag in Shopify: POST starts it (or changes its tag and rule), DELETE stops it, with the tags or without.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { StartSync, startSync, stopSync } from "#app/sync/sync.server.ts";

const Stop = z.object({ tags: z.enum(["keep", "remove"]) });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  requireFound(await readSegment(world, shop, id));
  if (request.method === "DELETE") {
    const read = await readBody(request, Stop);
    if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
    await stopSync(world, shop, id, { removeTags: read.body.tags === "remove" });
    return json({ done: true } as const);
  }
  const read = await readBody(request, StartSync);
  const problems = "problems" in read ? read.problems : await startSync(world, shop, id, read.body);
  return problems.length > 0 ? json({ problems }, { status: 422 }) : json({ done: true } as const);
}
