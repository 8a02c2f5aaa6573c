// Messages to begin with, in four languages.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { StarterGallery } from "#app/components/messages/starter-gallery.tsx";
import { merchant } from "#app/merchant.server.ts";
import { shownStarters } from "#app/messages/message/editor.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ starters: await shownStarters(world, shop) });
}

export default function Starters() {
  return (
    <Page title="Ready messages" backAction={{ content: "Messages", url: "/app/messages" }} secondaryActions={[{ content: "Write your own", url: "/app/messages/new" }]}>
      <TitleBar title="Ready messages" />
      <StarterGallery {...useLoaderData<typeof loader>()} />
    </Page>
  );
}
