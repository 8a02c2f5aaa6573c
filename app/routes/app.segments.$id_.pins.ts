// Who is always in a segment, or always out: POST pins somebody with the reason, DELETE lets the question decide again.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { pin, unpin } from "#app/segments/pin.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";

const Named = z.looseObject({ customer: CustomerId });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  requireFound(await readSegment(world, shop, id));
  if (request.method !== "POST" && request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Named);
  if ("problems" in read) return json({ problems: [{ path: ["customer"], message: "Choose a customer." }] }, { status: 422 });
  const { customer } = read.body;
  if (request.method === "DELETE") await unpin(world, shop, id, customer);
  const problems = request.method === "DELETE" ? [] : await pin(world, shop, id, customer, read.body);
  return problems.length > 0 ? json({ problems }, { status: 422 }) : json({ problems: [] });
}
