// One person as of a day that is over: which segments they were in then, and why. ?day=2025-06-15&today=1.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readQuery } from "#app/body.ts";
import { CustomerPastPage } from "#app/components/customers/customer-past-page.tsx";
import { whyView } from "#app/components/customers/why-view.ts";
import type { Problem } from "#app/lib/problem.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireCustomerId, requireFound } from "#app/require.ts";
import { namesIn } from "#app/segments/sentence.server.ts";
import { whyThen } from "#app/segments/then.server.ts";
import { readBack } from "#app/segments/then.ts";
import { readCustomer } from "#app/segments/timeline-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

const NONE: Problem[] = [];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireCustomerId(params);
  const { customerId, firstName, lastName, email } = requireFound(await readCustomer(world, shop, id));
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  const query = readQuery(request);
  const today = query["today"] === "1";
  const shared = { customer: { customerId, firstName, lastName, email }, today, timeZone };
  const wanted = readBack(query["day"], { now: world.now(), zone: timeZone });
  if ("problems" in wanted) return json({ ...shared, day: query["day"] ?? "", problems: wanted.problems, then: null });
  const { at, existed, why } = requireFound(await whyThen(world, shop, id, { day: wanted.day, today }));
  const views = await Promise.all(why.map(async (one) => ({
    wasMember: one.wasMember,
    view: whyView({ ...one, isMember: one.answer.verdict === true, enteredAt: null, stays: 0, pin: null }, { names: await namesIn(world, shop, one.definition), currency, timeZone }),
  })));
  return json({ ...shared, day: wanted.day, problems: NONE, then: { at, existed, segments: views } });
}

export default function CustomerPast() {
  return <CustomerPastPage {...useLoaderData<typeof loader>()} />;
}
