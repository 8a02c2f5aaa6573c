// The last step of connecting by OAuth, in the merchant's own session: what the platform gave is for this shop alone.
// The page asks for it by itself, so that reading an address never connects anything.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody, readQuery } from "#app/body.ts";
import { ReturnPage } from "#app/components/connections/return-page.tsx";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { finishGrant, shopOfGrant } from "#app/platforms/grant-begin.server.ts";
import { hookUp } from "#app/sync/hook-up.server.ts";

const TEXT_MAX = 8_000;

const Finish = z.object({ state: z.string().max(TEXT_MAX), code: z.string().max(TEXT_MAX).nullable(), browserKey: z.string().max(200).nullable() });

export async function loader({ request }: LoaderFunctionArgs) {
  await merchant(request);
  const { state = "", code = null } = readQuery(request);
  return json({ state: state.slice(0, TEXT_MAX), code: code && code.slice(0, TEXT_MAX) });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Finish);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const begunBy = shopOfGrant(world, read.body.state);
  if (begunBy !== null && begunBy !== shop) return json({ problems: [{ path: [], message: "This was begun for another shop. Connect once more from here." }] }, { status: 422 });
  const made = await finishGrant(world, { ...read.body, redirect: new URL("/connections/return", env().SHOPIFY_APP_URL).href });
  if ("problems" in made) return json({ problems: made.problems }, { status: 422 });
  await hookUp(world, shop, made.connection, env().SHOPIFY_APP_URL, { again: true });
  return json({ connection: made.connection });
}

export default function Returning() {
  return <ReturnPage {...useLoaderData<typeof loader>()} />;
}
