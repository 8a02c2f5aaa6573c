// Where a segment begins: templates, each with the number of customers it finds in this shop.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { TemplateGrid } from "#app/components/segments/template-grid.tsx";
import { merchant } from "#app/merchant.server.ts";
import { sentenceOf } from "#app/segments/sentence.server.ts";
import { TEMPLATES, templateDefinition } from "#app/segments/templates.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const templates = await Promise.all(
    TEMPLATES.map(async (template) => ({ key: template.key, name: template.name, group: template.group, sentence: await sentenceOf(world, shop, templateDefinition(template)) })),
  );
  return json({ templates });
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
