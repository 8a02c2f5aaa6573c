// The door of a platform that tells of all shops at one address, each by its account.
import type { ActionFunctionArgs } from "@remix-run/node";
import { deliveryTo } from "#app/platform-door.server.ts";

export const action = ({ request, params }: ActionFunctionArgs) => deliveryTo(request, { platform: params["platform"] ?? "", key: null });

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
