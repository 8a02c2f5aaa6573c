// All lists of the shop: people named by a file, or as a segment's members at one moment.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Card, Page } from "@shopify/polaris";
import { ListTable } from "#app/components/lists/list-table.tsx";
import { NoLists } from "#app/components/lists/no-lists.tsx";
import { listLists } from "#app/lists/rows.server.ts";
import { merchant } from "#app/merchant.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ lists: await listLists(world, shop), now: world.now() });
}

export default function Lists() {
  const { lists, now } = useLoaderData<typeof loader>();
  return (
    <Page title="Lists" fullWidth primaryAction={{ content: "Upload a list", url: "/app/lists/new" }} secondaryActions={[{ content: "Use a segment of Shopify’s", url: "/app/lists/shopify" }]}>
      <TitleBar title="Lists" />
      {lists.length === 0 ? <NoLists /> : (
        <Card padding="0">
          <ListTable lists={lists} now={now} />
        </Card>
      )}
    </Page>
  );
}
