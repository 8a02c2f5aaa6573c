// A page of the storefront was opened from a link in a text, by a browser that runs scripts: the click was a person's.
import type { ActionFunctionArgs } from "@remix-run/node";
import { tally } from "#app/lib/tally.ts";
import { minutes } from "#app/lib/time.ts";
import { confirmClick } from "#app/messages/links/click.server.ts";
import { passedOn } from "#app/proxy-door.server.ts";
import { here } from "#app/world.server.ts";

const landings = tally(30, minutes(1));

export async function action({ request }: ActionFunctionArgs) {
  const passed = await passedOn(request);
  if (passed instanceof Response) return passed;
  const world = here();
  const now = world.now();
  if (!landings.isWithin(passed.address ?? "", now)) return new Response(null, { status: 429, headers: { "retry-after": "60" } });
  const code = passed.fields["code"];
  if (typeof code === "string") await confirmClick(world, passed.shop, code, now);
  // Whether there was such a click is nobody's business.
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
