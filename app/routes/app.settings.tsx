// What the merchant may set; what opens to their own systems; requests for a person's data; and taking all our tags away before leaving.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { readBody } from "#app/body.ts";
import { ApiKey } from "#app/components/settings/api-key.tsx";
import { DataRequests } from "#app/components/settings/data-requests.tsx";
import { HooksSection } from "#app/components/settings/hooks-section.tsx";
import { RemoveTags } from "#app/components/settings/remove-tags.tsx";
import { SettingsForm } from "#app/components/settings/settings-form.tsx";
import { TextsLink } from "#app/components/settings/texts-link.tsx";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { HOOKS_MAX } from "#app/outbox/hook.ts";
import { hookLines } from "#app/outbox/hook-screen-rows.server.ts";
import { requireFound } from "#app/require.ts";
import { listSegments } from "#app/segments/screen-rows.server.ts";
import { keyMadeAt } from "#app/shops/api-key.server.ts";
import { changeSettings } from "#app/shops/change-settings.server.ts";
import { listDataRequests, readShop } from "#app/shops/rows.server.ts";
import { Settings } from "#app/shops/settings.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { settings, timeZone, currency } = requireFound(await readShop(world, shop));
  const { tagPrefix, birthDateMetafield, metafields } = settings;
  const [madeAt, hooks, segments, requests] = await Promise.all([keyMadeAt(world, shop), hookLines(world, shop), listSegments(world, shop), listDataRequests(world, shop)]);
  const door = { madeAt, address: new URL("/api/v1", env().SHOPIFY_APP_URL).href };
  const choices = segments.map(({ segmentId, name }) => ({ segmentId, name }));
  return json({ settings: { tagPrefix, birthDateMetafield, metafields }, timeZone, currency, door, hooks: { hooks, max: HOOKS_MAX, segments: choices }, requests, now: world.now() });
}

const Change = Settings.pick({ tagPrefix: true, birthDateMetafield: true, metafields: true });

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, Change);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  await changeSettings(world, shop, read.body);
  return json({ problems: [] });
}

export default function SettingsPage() {
  const { settings, timeZone, currency, door, hooks, requests, now } = useLoaderData<typeof loader>();
  return (
    <Page title="Settings">
      <TitleBar title="Settings" />
      <BlockStack gap="600">
        <TextsLink />
        <SettingsForm settings={settings} timeZone={timeZone} currency={currency} />
        <ApiKey {...door} timeZone={timeZone} />
        <HooksSection {...hooks} now={now} />
        <DataRequests requests={requests} timeZone={timeZone} now={now} />
        <RemoveTags />
      </BlockStack>
    </Page>
  );
}
