// Shopify Flow runs our action "Add to list" (extensions/add-to-list). It waits 10 seconds for the answer.
import type { ActionFunctionArgs } from "@remix-run/node";
import { fromFlow } from "#app/flow-door.server.ts";
import { addToList } from "#app/outbox/flow-door.server.ts";

export const action = ({ request }: ActionFunctionArgs) => fromFlow(request, addToList);

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
