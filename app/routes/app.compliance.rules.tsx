// The rules in force with their sources. POST switches a country on or off.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBody } from "#app/body.ts";
import { inForceView } from "#app/components/compliance/in-force-view.ts";
import { ruleViews } from "#app/components/compliance/rule-view.ts";
import { RulesPage } from "#app/components/compliance/rules-page.tsx";
import { everyCountry } from "#app/components/place-names.ts";
import { KEYWORD_TABLE } from "#app/consent/keyword-table.ts";
import { merchant } from "#app/merchant.server.ts";
import { GateChange } from "#app/messages/compliance/change-gate.ts";
import { changeGateOf } from "#app/messages/compliance/change-gate.server.ts";
import { rulesOf } from "#app/messages/gate/rules.server.ts";
import { requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const [held, { timeZone }] = await Promise.all([rulesOf(world, shop), readShop(world, shop).then(requireFound)]);
  const rules = ruleViews(held.settings.gate, world.now());
  const listed = new Set(rules.map(({ id }) => id));
  const countries = everyCountry();
  return json({ rules, inForce: inForceView(held), keywords: KEYWORD_TABLE, countries, others: countries.filter(({ value }) => !listed.has(value)), timeZone });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, GateChange);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const problems = await changeGateOf(world, shop, read.body);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Rules() {
  return <RulesPage {...useLoaderData<typeof loader>()} />;
}
