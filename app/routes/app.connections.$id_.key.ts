// Another key for the same account, or (PUT) another key that its webhooks are signed with.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { connect, setHookSecret } from "#app/platforms/connection.server.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { KEY_LENGTH_MAX, readKeys, Typed } from "#app/platforms/key-fields.ts";
import { requireConnectionId, requireFound } from "#app/require.ts";
import { hookUp } from "#app/sync/hook-up.server.ts";

const Signing = z.object({ hook: z.string().trim().min(1, "Enter the signing key.").max(KEY_LENGTH_MAX) });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireConnectionId(params.id);
  const connection = requireFound(await readConnection(world, shop, id));
  if (request.method === "PUT") {
    const read = await readBody(request, Signing);
    if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
    await setHookSecret(world, shop, connection, read.body.hook);
    return json({ problems: [] });
  }
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Typed);
  const keys = "problems" in read ? read : readKeys(connection.platform, read.body);
  const made = "problems" in keys ? keys : await connect(world, shop, { platform: connection.platform, ...keys });
  if ("problems" in made) return json({ problems: made.problems }, { status: 422 });
  await hookUp(world, shop, made.connection, env().SHOPIFY_APP_URL, { again: true });
  return json({ problems: [] });
}
