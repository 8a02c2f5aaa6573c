// A part of an uploaded file, from byte ?at= on. The answer says where the next one begins.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readQuery } from "#app/body.ts";
import { PART_BYTES_MAX, receivePart } from "#app/lists/receive.server.ts";
import { readUpload } from "#app/lists/upload-rows.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireUploadId } from "#app/require.ts";

const Asked = z.object({ at: z.string().regex(/^\d{1,10}$/).transform(Number) });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireUploadId(params);
  requireFound(await readUpload(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const asked = Asked.safeParse(readQuery(request));
  if (!asked.success) return json({ problems: [{ path: ["at"], message: "Say where the part begins." }] }, { status: 422 });
  if (Number(request.headers.get("content-length") ?? 0) > PART_BYTES_MAX) throw new Response("Too large", { status: 413 });
  return json(requireFound(await receivePart(world, shop, id, asked.data.at, new Uint8Array(await request.arrayBuffer()))));
}
