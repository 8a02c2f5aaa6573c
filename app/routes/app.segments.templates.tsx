// Where a segment begins: templates, each with the number of customers it finds in this shop, or with what
// is missing so that it could find any.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { TemplateGallery } from "#app/components/segments/template-gallery.tsx";
import { merchant } from "#app/merchant.server.ts";
import { galleryOf } from "#app/segments/gallery.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ templates: await galleryOf(world, shop) });
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
      <TemplateGallery templates={templates} />
    </Page>
  );
}
