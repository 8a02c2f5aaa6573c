// Shopify Flow says whether workflows use our triggers (extensions/flow-use).
import type { ActionFunctionArgs } from "@remix-run/node";
import { fromFlow } from "#app/flow-door.server.ts";
import { noteUse } from "#app/outbox/flow-door.server.ts";

export const action = ({ request }: ActionFunctionArgs) => fromFlow(request, noteUse);

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
