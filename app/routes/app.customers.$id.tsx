// One person: who they are, what they did, which segments they are in and not in, each with why.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readPaging, readQuery } from "#app/body.ts";
import { consentView } from "#app/components/customers/consent-view.ts";
import { CustomerPage } from "#app/components/customers/customer-page.tsx";
import { whyView } from "#app/components/customers/why-view.ts";
import { customerRuns } from "#app/flows/report/run-list.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { lastTexts, standingOfCustomer } from "#app/messages/compliance/standing.server.ts";
import { requireCustomerId, requireFound } from "#app/require.ts";
import { customerTimeline, kindsOfCustomer, readCustomer, Shown } from "#app/segments/timeline-rows.server.ts";
import { namesIn } from "#app/segments/sentence.server.ts";
import { why } from "#app/segments/why.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireCustomerId(params);
  const customer = requireFound(await readCustomer(world, shop, id));
  const shown = Shown.safeParse(readQuery(request)["show"]).data ?? null;
  const [page, kinds, explained, standing, texts, runs, { currency, timeZone }] = await Promise.all([
    customerTimeline(world, shop, id, readPaging(request).after, shown),
    kindsOfCustomer(world, shop, id),
    why(world, shop, id),
    standingOfCustomer(world, shop, customer),
    lastTexts(world, shop, id),
    customerRuns(world, shop, id),
    readShop(world, shop).then(requireFound),
  ]);
  const views = await Promise.all(explained.map(async (one) => whyView(one, { names: await namesIn(world, shop, one.definition), currency, timeZone })));
  return json({ customer, consent: standing && consentView(standing, texts, timeZone), timeline: { ...page, kinds, shown }, why: views, runs, currency, timeZone, now: world.now() });
}

export default function Customer() {
  return <CustomerPage {...useLoaderData<typeof loader>()} />;
}
