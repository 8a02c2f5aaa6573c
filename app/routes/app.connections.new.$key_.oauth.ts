// Begins connecting by OAuth: answers with the platform's own page, which the merchant's browser opens outside the frame.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { beginGrant } from "#app/platforms/grant-begin.server.ts";
import { requirePlatform } from "#app/require.ts";

const Begin = z.object({ optional: z.array(z.string().max(100)).max(20) });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const platform = requirePlatform(params);
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Begin);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const { SHOPIFY_APP_URL, PLATFORM_HOSTS } = env();
  const begun = beginGrant(world, shop, { platform, redirect: new URL("/connections/return", SHOPIFY_APP_URL).href, optional: read.body.optional, hosts: PLATFORM_HOSTS });
  return "problems" in begun ? json({ problems: begun.problems }, { status: 422 }) : json(begun);
}
