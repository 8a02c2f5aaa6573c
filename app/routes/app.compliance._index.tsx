// What is in force, what waits for a person, who can be texted, and what was decided in the last thirty days.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inForceView } from "#app/components/compliance/in-force-view.ts";
import { OverviewPage } from "#app/components/compliance/overview-page.tsx";
import { startsOfDays, verdictDays } from "#app/components/compliance/verdict-days.ts";
import { merchant } from "#app/merchant.server.ts";
import { readAudience, WHOLE_SHOP } from "#app/messages/compliance/audience-rows.server.ts";
import { verdictsByDay, waitingForPeople } from "#app/messages/compliance/decision-screen-rows.server.ts";
import { rulesOf } from "#app/messages/gate/rules.server.ts";
import { requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const now = world.now();
  const { timeZone } = requireFound(await readShop(world, shop));
  const starts = startsOfDays(now, timeZone);
  const [held, waiting, audience, counts] = await Promise.all([rulesOf(world, shop), waitingForPeople(world, shop), readAudience(world, shop, WHOLE_SHOP), verdictsByDay(world, shop, starts)]);
  return json({ inForce: inForceView(held), waiting, audience, days: verdictDays(starts, counts, timeZone), now });
}

export default function Compliance() {
  return <OverviewPage {...useLoaderData<typeof loader>()} />;
}
