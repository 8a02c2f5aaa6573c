// The frame around every embedded page: who may see it, Polaris, and the menu in Shopify's own navigation.
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { json } from "@remix-run/node";
import { isRouteErrorResponse, Link, Outlet, useLoaderData, useRouteError } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, Page, Text } from "@shopify/polaris";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { env } from "#app/env.server.ts";
import fontStyles from "#app/fonts.css?url";
import { merchant } from "#app/merchant.server.ts";
import phoneStyles from "#app/phone.css?url";

export const links: LinksFunction = () => [
  { rel: "preload", href: "/fonts/inter-latin-wght-normal.woff2", as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: fontStyles },
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: phoneStyles },
];

export async function loader({ request }: LoaderFunctionArgs) {
  await merchant(request);
  return json({ apiKey: env().SHOPIFY_API_KEY });
}

export default function App() {
  const { apiKey } = useLoaderData<typeof loader>();
  return (
    // The prop decides only where the script goes, and root.tsx has it in <head>.
    <AppProvider isEmbeddedApp={false} apiKey={apiKey}>
      <Menu />
      <main>
        <Outlet />
      </main>
    </AppProvider>
  );
}

/** Drawn by Shopify in its own navigation. */
function Menu() {
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        Home
      </Link>
      <Link to="/app/segments">Segments</Link>
      <Link to="/app/lists">Lists</Link>
      <Link to="/app/messages">Messages</Link>
      <Link to="/app/campaigns">Campaigns</Link>
      <Link to="/app/flows">Flows</Link>
      <Link to="/app/inbox">Inbox</Link>
      <Link to="/app/customers">Customers</Link>
      <Link to="/app/connections">Connections</Link>
      <Link to="/app/compliance">Compliance</Link>
      <Link to="/app/problems">Problems</Link>
      <Link to="/app/settings">Settings</Link>
    </NavMenu>
  );
}

/** Keeps the library's own answers (leave the frame, try again with a fresh token) on their way out. */
export const headers: HeadersFunction = (args) => boundary.headers(args);

/**
 * The library's own boundary tells its answers by the name of a class, which the bundler changes.
 * They are pages with status 200; what we throw has another.
 */
export function ErrorBoundary() {
  const problem = useRouteError();
  if (isRouteErrorResponse(problem) && problem.status === 200) return <div dangerouslySetInnerHTML={{ __html: String(problem.data) }} />;
  const status = isRouteErrorResponse(problem) ? problem.status : 500;
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <Menu />
      <FailedPage status={status} />
    </AppProvider>
  );
}

function FailedPage({ status }: { status: number }) {
  const isMissing = status === 404;
  return (
    <Page narrowWidth>
      <Card>
        <BlockStack gap="400" align="start" inlineAlign="start">
          <Text as="h1" variant="headingMd">
            {isMissing ? "This page does not exist" : "Something went wrong"}
          </Text>
          <Text as="p" tone="subdued">
            {isMissing
              ? "It may have been deleted, or the address is not right."
              : "Nothing was lost. Load the page again; if that does not help, tell us what you were doing."}
          </Text>
          {isMissing ? <Button url="/app">Go to Home</Button> : <Button onClick={() => location.reload()}>Load again</Button>}
        </BlockStack>
      </Card>
    </Page>
  );
}
