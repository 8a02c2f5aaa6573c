// DELETE makes every link to a customer's preference page that was sent so far lead nowhere.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { forgetPreferenceLinks } from "#app/messages/preference/preference.server.ts";
import { requireCustomerId, requireFound } from "#app/require.ts";
import { readCustomer } from "#app/segments/timeline-rows.server.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { phone } = requireFound(await readCustomer(world, shop, requireCustomerId(params)));
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  const problems = await forgetPreferenceLinks(world, shop, phone);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}
