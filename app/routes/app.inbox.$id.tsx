// One conversation. POST answers, decides what was meant, marks it as read, opts out or blocks.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBody, readQuery } from "#app/body.ts";
import { ThreadPage } from "#app/components/inbox/thread-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { threadHead } from "#app/messages/talk/thread-rows.server.ts";
import { actOnThread, readThread } from "#app/messages/talk/thread.server.ts";
import { requireNumber, ThreadAct } from "#app/messages/talk/thread.ts";
import { requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const number = requireFound(requireNumber(params["id"]));
  const before = readQuery(request)["before"]?.slice(0, 200);
  const now = world.now();
  const thread = requireFound(await readThread(world, shop, number, before, now));
  const { timeZone } = requireFound(await readShop(world, shop));
  return json({ thread, isNewest: before === undefined, timeZone, now });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const number = requireFound(requireNumber(params["id"]));
  requireFound(await threadHead(world, shop, number));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, ThreadAct);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const problems = requireFound(await actOnThread(world, shop, number, read.body));
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Thread() {
  return <ThreadPage {...useLoaderData<typeof loader>()} />;
}
