// Shopify Flow runs our action "Start a flow" (extensions/start-flow). It waits 10 seconds for the answer.
import type { ActionFunctionArgs } from "@remix-run/node";
import { fromFlow } from "#app/flow-door.server.ts";
import { startFromShopifyFlow } from "#app/flows/told/shopify-flow.server.ts";

export const action = ({ request }: ActionFunctionArgs) => fromFlow(request, startFromShopifyFlow);

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
