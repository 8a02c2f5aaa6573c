// The door of one connection's webhooks; what it says is signed by its platform.
import type { ActionFunctionArgs } from "@remix-run/node";
import { deliveryTo } from "#app/platform-door.server.ts";

export const action = ({ request, params }: ActionFunctionArgs) => deliveryTo(request, { platform: params["platform"] ?? "", key: params["key"] ?? "" });

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
