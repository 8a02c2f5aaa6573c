// Whatever lies under /app and is no page: said inside the admin's frame, menu and all.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  await merchant(request);
  throw new Response("There is no such page.", { status: 404 });
}

/** A page, so that the layout above shows what the loader threw. */
export default function Missing() {
  return null;
}
