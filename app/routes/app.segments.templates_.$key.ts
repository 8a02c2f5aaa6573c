// One template: how many customers of this shop it finds; and POST, which makes a segment of it as it stands.
import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { requireFound } from "#app/require.ts";
import { countMatches } from "#app/segments/count.server.ts";
import { filledTemplate, useTemplate } from "#app/segments/gallery.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { definition } = requireFound(await filledTemplate(world, shop, params.key ?? null));
  return json({ count: await countMatches(world, shop, definition) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const saved = requireFound(await useTemplate(world, shop, params.key ?? ""));
  return "problems" in saved ? json(saved, { status: 422 }) : redirect(`/app/segments/${saved.segment}`);
}
