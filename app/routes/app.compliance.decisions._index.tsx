// Decisions of the gate, newest first; ?verdict=, ?reason= and ?customer= narrow them.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readPaging, readQuery } from "#app/body.ts";
import { DecisionsPage } from "#app/components/compliance/decisions-page.tsx";
import { customerName } from "#app/components/customers/customer-name.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { merchant, type Merchant } from "#app/merchant.server.ts";
import { DECISIONS_SHOWN, listDecisions, Verdict } from "#app/messages/compliance/decision-screen-rows.server.ts";
import { isReason } from "#app/messages/gate/reasons.ts";
import { requireCustomerId, requireFound, RowNumber } from "#app/require.ts";
import { readCustomer } from "#app/segments/timeline-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";


export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const query = readQuery(request);
  const verdict = Verdict.safeParse(query["verdict"]).data ?? null;
  const reason = query["reason"] !== undefined && isReason(query["reason"]) ? query["reason"] : null;
  const customer = query["customer"] === undefined ? null : await customerOf(world, shop, query["customer"]);
  const { timeZone } = requireFound(await readShop(world, shop));
  const isNobody = customer !== null && customer.number === null;
  const found = isNobody ? [] : await listDecisions(world, shop, { verdict, reason, number: customer?.number ?? null, before: RowNumber.safeParse(readPaging(request).after).data ?? null });
  const decisions = found.slice(0, DECISIONS_SHOWN);
  const next = found.length > DECISIONS_SHOWN ? (decisions.at(-1)?.decisionId ?? null) : null;
  return json({ decisions, next, verdict, reason, customer: customer && { customerId: customer.customerId, name: customer.name }, timeZone });
}

/** Decisions are kept by number; whoever has none has none. */
async function customerOf(world: Merchant["world"], shop: Merchant["shop"], id: string) {
  const customer = requireFound(await readCustomer(world, shop, requireCustomerId({ id })));
  const number = customer.phone === null ? null : (await numberHasher(world, shop))(customer.phone);
  return { customerId: customer.customerId, name: customerName(customer), number };
}

export default function Decisions() {
  return <DecisionsPage {...useLoaderData<typeof loader>()} />;
}
