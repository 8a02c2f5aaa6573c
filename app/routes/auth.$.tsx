// Shopify's library's own pages: it fetches a session token and comes back, or leaves the frame.
import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { allowAdminToFrame } from "#app/frame-ancestors.server.ts";
import { authenticate } from "#app/shopify.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  // The library sends whoever comes without a shop here; we have no sign-in of our own.
  if (params["*"] === "login") throw redirect("/");
  try {
    await authenticate.admin(request);
  } catch (answer) {
    if (answer instanceof Response) allowAdminToFrame(request, answer.headers);
    throw answer;
  }
  throw redirect(`/app${new URL(request.url).search}`);
}
