// One connection: how it stands, what is kept there, what comes back. POST saves its settings; DELETE ends it, with what
// Segue wrote there or without.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { ConnectionPage } from "#app/components/connections/connection-page.tsx";
import { viewOf } from "#app/components/connections/connection-view.ts";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { ConnectionSettings, hookAddress } from "#app/platforms/connection.ts";
import { changeConnectionSettings } from "#app/platforms/connection.server.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { letInBy } from "#app/platforms/let-in.server.ts";
import { hasOAuth } from "#app/platforms/oauth.ts";
import { placesOf } from "#app/platforms/place-rows.server.ts";
import { requireConnectionId, requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";
import { disconnect, endAtOnce } from "#app/sync/disconnect.server.ts";
import { targetsOf } from "#app/sync/target.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireConnectionId(params.id);
  const connection = requireFound(await readConnection(world, shop, id));
  const [places, names, { timeZone }] = await Promise.all([targetsOf(world, shop, { connection: id }), placesOf(world, shop, id), readShop(world, shop).then(requireFound)]);
  const segments = Object.fromEntries(names.map(({ segment_id, segment }) => [segment_id, segment]));
  const hook = {
    address: hookAddress(env().SHOPIFY_APP_URL, connection), isSetUp: connection.hook_refs.length > 0, hasSecret: connection.hook_secret !== null, letInBy: letInBy(world, shop, connection),
    maySignIn: hasOAuth(connection.platform) && world.secrets.platformClients?.[connection.platform] !== undefined,
  };
  return json({ connection: viewOf(connection), settings: connection.settings, places, segments, hook, timeZone, now: world.now() });
}

const { limitShare, limitPeople, model, events, writeOptOuts } = ConnectionSettings.shape;
/** The form sends all of it: what is missing is no default. */
const Change = z.object({ limitShare: limitShare.unwrap(), limitPeople: limitPeople.unwrap(), model: model.unwrap(), events: events.unwrap(), writeOptOuts: writeOptOuts.unwrap() });
const End = z.object({ leftovers: z.enum(["remove", "keep"]) });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireConnectionId(params.id);
  const connection = requireFound(await readConnection(world, shop, id));
  if (request.method === "DELETE") {
    const read = await readBody(request, End);
    if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
    // Where nobody lets us in, or we are at it already, waiting for the platform would never end.
    if (read.body.leftovers === "keep" && connection.state !== "on" && connection.state !== "paused") await endAtOnce(world, shop, id);
    else await disconnect(world, shop, id, { cleanUp: read.body.leftovers === "remove" });
    return json({ problems: [] });
  }
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Change);
  const problems = "problems" in read ? read.problems : await changeConnectionSettings(world, shop, id, read.body);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Connection() {
  return <ConnectionPage {...useLoaderData<typeof loader>()} />;
}
