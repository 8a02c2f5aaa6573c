// Where a segment begins: templates, each with the number of customers it finds in this shop.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { TemplateGrid } from "#app/components/segments/template-grid.tsx";
import { merchant } from "#app/merchant.server.ts";
import { TEMPLATES } from "#app/segments/templates.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  await merchant(request);
  return json({ templates: TEMPLATES.map(({ key, name, group }) => ({ key, name, group })) });
}

export default function Templates() {
  const { templates } = useLoaderData<typeof loader>();
  return (
    <Page
      title="New segment"
      fullWidth
      backAction={{ content: "Segments", url: "/app/segments" }}
      primaryAction={{ content: "Start from nothing", url: "/app/segments/new" }}
    >
      <TitleBar title="New segment" />
      <TemplateGrid templates={templates} />
    </Page>
  );
}
