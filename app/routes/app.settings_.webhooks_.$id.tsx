// One address that is told who joins and leaves, with the log of its newest calls. DELETE removes it; POST gives it another signing secret.
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { HookPage } from "#app/components/settings/hook-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { dropHook, freshSecret } from "#app/outbox/hook.server.ts";
import { listAttempts } from "#app/outbox/hook-rows.server.ts";
import { hookLine, waitingCalls } from "#app/outbox/hook-screen-rows.server.ts";
import { notFound, requireFound, requireHookId } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireHookId(params);
  const hook = requireFound(await hookLine(world, shop, id));
  const [attempts, waiting, { timeZone }] = await Promise.all([listAttempts(world, shop, id), waitingCalls(world, shop, id), readShop(world, shop).then(requireFound)]);
  return json({ hook, attempts, waiting, timeZone, now: world.now() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireHookId(params);
  if (!(await hookLine(world, shop, id))) throw notFound();
  if (request.method === "POST") return json({ secret: await freshSecret(world, shop, id) });
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  await dropHook(world, shop, id);
  return redirect("/app/settings");
}

export default function Webhook() {
  return <HookPage {...useLoaderData<typeof loader>()} />;
}
