// POST saves the segment's members of now as a list.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { snapshot } from "#app/lists/save.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";

const Named = z.object({ name: z.string() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireSegmentId(params);
  requireFound(await readSegment(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Named);
  const made = "problems" in read ? read : await snapshot(world, shop, id, read.body.name);
  return "problems" in made ? json({ problems: made.problems }, { status: 422 }) : redirect(`/app/lists/${made.list}`);
}
