// The platforms that send for the shop: those that are connected, and those that could be.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ConnectionList } from "#app/components/connections/connection-list.tsx";
import { viewOf } from "#app/components/connections/connection-view.ts";
import { merchant } from "#app/merchant.server.ts";
import { PlatformId } from "#app/platforms/adapter.ts";
import { ADAPTERS } from "#app/platforms/adapters.ts";
import { liveConnections } from "#app/platforms/connection-rows.server.ts";
import { targetsOf } from "#app/sync/target.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const live = await liveConnections(world, shop);
  const connections = await Promise.all(live.map(async (connection) => ({ ...viewOf(connection), places: await targetsOf(world, shop, { connection: connection.connection_id }) })));
  const others = PlatformId.options.filter((platform) => ADAPTERS[platform] && !live.some((connection) => connection.platform === platform));
  return json({ connections, others, now: world.now() });
}

export default function Connections() {
  return <ConnectionList {...useLoaderData<typeof loader>()} />;
}
