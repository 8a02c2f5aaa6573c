// How many customers of this shop a template finds, and its sentence.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { requireFound } from "#app/require.ts";
import { countMatches } from "#app/segments/count.server.ts";
import { TEMPLATES, templateDefinition } from "#app/segments/templates.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const template = requireFound(TEMPLATES.find(({ key }) => key === params.key) ?? null);
  return json({ count: await countMatches(world, shop, templateDefinition(template)) });
}
