// The bare address. Shopify opens the app here with the shop in the query; anybody else learns where to go.
import { redirect, type LoaderFunctionArgs } from "@remix-run/node";

export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.get("shop")) throw redirect(`/app${search}`);
  return null;
}

export default function Index() {
  return (
    <main style={{ fontFamily: "system-ui, sans-serif", maxWidth: "32rem", margin: "20vh auto 0", padding: "0 1.5rem", lineHeight: 1.5 }}>
      <h1 style={{ fontSize: "1.25rem" }}>Segue opens inside your Shopify admin</h1>
      <p>In Shopify, choose Apps, then Segue. There is nothing to sign in to here.</p>
    </main>
  );
}
