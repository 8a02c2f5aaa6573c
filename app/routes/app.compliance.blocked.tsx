// Numbers that were blocked by hand or for a complaint. POST blocks one, DELETE lifts a block, each with a reason.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody, readPaging } from "#app/body.ts";
import { BlockedPage } from "#app/components/compliance/blocked-page.tsx";
import { NumberHash } from "#app/consent/number.ts";
import { parseJson } from "#app/lib/json.ts";
import { merchant } from "#app/merchant.server.ts";
import { ByHand, Whose } from "#app/messages/compliance/block.ts";
import { BLOCKED_SHOWN, listBlocked } from "#app/messages/compliance/block-rows.server.ts";
import { sayByHand } from "#app/messages/compliance/block.server.ts";
import { requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

const After = z.tuple([z.coerce.date(), NumberHash]);

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { timeZone } = requireFound(await readShop(world, shop));
  const after = After.safeParse(parseJson(readPaging(request).after ?? "null")).data;
  const found = await listBlocked(world, shop, after ? { changedAt: after[0], number: after[1] } : null);
  const blocked = found.slice(0, BLOCKED_SHOWN);
  const last = blocked.at(-1);
  return json({ blocked, next: found.length > BLOCKED_SHOWN && last ? JSON.stringify([last.changedAt, last.number]) : null, timeZone });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method !== "POST" && request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Whose.and(ByHand));
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const problems = await sayByHand(world, shop, request.method === "POST" ? "block" : "unblock", read.body, read.body.reason);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Blocked() {
  return <BlockedPage {...useLoaderData<typeof loader>()} />;
}
