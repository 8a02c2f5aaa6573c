// All segments of the shop; with none yet, the templates.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { SegmentList } from "#app/components/segments/segment-list.tsx";
import { NoSegments } from "#app/components/segments/no-segments.tsx";
import { merchant } from "#app/merchant.server.ts";
import { listSegments } from "#app/segments/screen-rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ segments: await listSegments(world, shop), now: world.now() });
}

export default function Segments() {
  const { segments, now } = useLoaderData<typeof loader>();
  return (
    <Page title="Segments" fullWidth primaryAction={{ content: "Create segment", url: "/app/segments/templates" }} secondaryActions={[...(segments.length > 1 ? [{ content: "Compare segments", url: "/app/segments/compare" }] : []), { content: "Import from Klaviyo", url: "/app/segments/import" }]}>
      <TitleBar title="Segments" />
      {segments.length === 0 ? <NoSegments /> : (
        <Card padding="0">
          <SegmentList segments={segments} now={now} />
        </Card>
      )}
    </Page>
  );
}
