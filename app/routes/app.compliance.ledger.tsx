// The ledger of one number: ?customer= opens a customer's, POST looks up what was typed.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody, readQuery } from "#app/body.ts";
import { LedgerPage } from "#app/components/compliance/ledger-page.tsx";
import { ledgerView } from "#app/components/compliance/ledger-view.ts";
import { customerName } from "#app/components/customers/customer-name.ts";
import { merchant } from "#app/merchant.server.ts";
import { phoneOf } from "#app/messages/compliance/block.server.ts";
import { lookAtNumber } from "#app/messages/compliance/ledger-look.server.ts";
import { requireCustomerId, requireFound } from "#app/require.ts";
import { dayOf, dayText } from "#app/segments/calendar.ts";
import { readCustomer } from "#app/segments/timeline-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { timeZone } = requireFound(await readShop(world, shop));
  const asked = readQuery(request)["customer"];
  const customer = asked === undefined ? null : requireFound(await readCustomer(world, shop, requireCustomerId({ id: asked })));
  const phone = customer?.phone ?? null;
  const ledger = phone === null ? null : ledgerView(phone, await lookAtNumber(world, shop, phone), timeZone);
  return json({ customer: customer && { customerId: customer.customerId, name: customerName(customer) }, ledger, timeZone, today: dayText(dayOf(world.now().getTime(), timeZone)) });
}

const Asked = z.strictObject({ phone: z.string().min(1).max(64) });

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, Asked);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const found = await phoneOf(world, shop, read.body);
  if ("problems" in found) return json({ problems: found.problems }, { status: 422 });
  const { timeZone } = requireFound(await readShop(world, shop));
  return json({ ledger: ledgerView(found.phone, await lookAtNumber(world, shop, found.phone), timeZone) });
}

export default function Ledger() {
  return <LedgerPage {...useLoaderData<typeof loader>()} />;
}
