// Connects one platform: what it will do here, and the ways in. POST takes a key; the other way begins at /oauth.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBody } from "#app/body.ts";
import { ConnectPage } from "#app/components/connections/connect-page.tsx";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { ADAPTERS } from "#app/platforms/adapters.ts";
import { connect } from "#app/platforms/connection.server.ts";
import { liveConnections } from "#app/platforms/connection-rows.server.ts";
import { readKeys, Typed } from "#app/platforms/key-fields.ts";
import { hasOAuth } from "#app/platforms/oauth.ts";
import { requireFound, requirePlatform } from "#app/require.ts";
import { hookUp } from "#app/sync/hook-up.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const platform = requirePlatform(params);
  requireFound(ADAPTERS[platform] ?? null);
  const live = (await liveConnections(world, shop)).find((connection) => connection.platform === platform);
  if (live) return redirect(`/app/connections/${live.connection_id}`);
  return json({ platform, hasOAuth: hasOAuth(platform) && world.secrets.platformClients?.[platform] !== undefined });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const platform = requirePlatform(params);
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  requireFound(ADAPTERS[platform] ?? null);
  const read = await readBody(request, Typed);
  const keys = "problems" in read ? read : readKeys(platform, read.body);
  const made = "problems" in keys ? keys : await connect(world, shop, { platform, ...keys });
  if ("problems" in made) return json({ problems: made.problems }, { status: 422 });
  await hookUp(world, shop, made.connection, env().SHOPIFY_APP_URL);
  return json({ connection: made.connection });
}

export default function NewConnection() {
  return <ConnectPage {...useLoaderData<typeof loader>()} />;
}
