// The document around every page. Shopify measures web vitals through App Bridge and wants its
// script first in <head> of every embedded document (Built for Shopify 3.1.1), and on no other.
import { json } from "@remix-run/node";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { env } from "#app/env.server.ts";

export function loader() {
  const { SHOPIFY_API_KEY, APP_BRIDGE_URL } = env();
  return json({ apiKey: SHOPIFY_API_KEY, appBridgeUrl: APP_BRIDGE_URL });
}

/** Neither value changes while a page is open. */
export function shouldRevalidate() {
  return false;
}

export function Layout({ children }: { children: ReactNode }) {
  // Absent where the root loader itself failed.
  const root = useRouteLoaderData<typeof loader>("root");
  const embedded = useMatches().some((match) => match.id === "routes/app");
  return (
    <html lang="en">
      <head>
        {root && embedded ? <meta name="shopify-api-key" content={root.apiKey} /> : null}
        {root && embedded ? <script src={root.appBridgeUrl} /> : null}
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Segue</title>
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** Outside the admin's frame: pages that do not exist, and what failed before the embedded layout could. */
export function ErrorBoundary() {
  const problem = useRouteError();
  const isMissing = isRouteErrorResponse(problem) && problem.status === 404;
  return (
    <main style={{ fontFamily: "system-ui, sans-serif", maxWidth: "32rem", margin: "20vh auto 0", padding: "0 1.5rem" }}>
      <h1 style={{ fontSize: "1.25rem" }}>{isMissing ? "This page does not exist" : "Something went wrong"}</h1>
    </main>
  );
}
