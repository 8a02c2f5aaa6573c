// All flows of the shop, what is live first.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { FlowList } from "#app/components/flows/flow-list.tsx";
import { NoFlows } from "#app/components/flows/no-flows.tsx";
import { flowTemplates } from "#app/flows/flow/gallery.server.ts";
import { listFlows } from "#app/flows/flow/list-rows.server.ts";
import { merchant } from "#app/merchant.server.ts";

const FIRST_SHOWN = ["welcome", "cart", "post-purchase"];

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const flows = await listFlows(world, shop, world.now());
  // Only the way to a first flow asks what this shop can begin with.
  const templates = flows.length > 0 ? [] : (await flowTemplates(world, shop)).filter(({ key }) => FIRST_SHOWN.includes(key)).sort((one, other) => FIRST_SHOWN.indexOf(one.key) - FIRST_SHOWN.indexOf(other.key));
  return json({ flows, templates });
}

export default function Flows() {
  const { flows, templates } = useLoaderData<typeof loader>();
  return (
    <Page title="Flows" fullWidth primaryAction={{ content: flows.length > 0 ? "Create flow" : "See all templates", url: "/app/flows/new" }} secondaryActions={[{ content: "Tasks", url: "/app/tasks" }]}>
      <TitleBar title="Flows" />
      {flows.length === 0 ? <NoFlows templates={templates} /> : <FlowList flows={flows} />}
    </Page>
  );
}
