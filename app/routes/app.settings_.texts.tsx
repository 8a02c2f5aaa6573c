// The settings of texting. POST saves the form.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBody } from "#app/body.ts";
import { TextsPage } from "#app/components/settings/texts-page.tsx";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { formOf, TextForm } from "#app/messages/settings/change-texts.ts";
import { changeTexts, senderConnections } from "#app/messages/settings/change-texts.server.ts";
import { replyText } from "#app/messages/text/replies.ts";
import { BRAND_MAX, HOSTS_MAX, OPT_IN_TEXT_MAX } from "#app/messages/settings/text-settings.ts";
import { readTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";

/** Of the theme in use; the names behind it are those of the blocks (extensions/sms-opt-in/blocks). */
const EDITOR = "shopify://admin/themes/current/editor";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const [{ settings }, connections] = await Promise.all([readTextSettings(world, shop), senderConnections(world, shop)]);
  const senders = connections.map(({ connection_id, account_name, platform, state }) => ({ connectionId: connection_id, name: account_name, platform: CAPABILITIES[platform].name, isReady: state === "on" }));
  const to = { brand: settings.brand || "Your brand", support: settings.contact ?? "", cart: true, language: "en" } as const;
  return json({
    form: formOf(settings), isPaused: settings.paused, senders,
    limits: { brand: BRAND_MAX, hosts: HOSTS_MAX, optIn: OPT_IN_TEXT_MAX },
    sample: { ask: replyText("confirm", to), welcome: replyText("welcome", to) },
    linkHost: new URL(env().SHOPIFY_APP_URL).host,
    signUp: { block: `${EDITOR}?template=index&addAppBlockId=${env().SHOPIFY_API_KEY}/opt-in&target=newAppsSection`, corner: `${EDITOR}?context=apps&activateAppId=${env().SHOPIFY_API_KEY}/opt-in-embed` },
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, TextForm);
  const problems = "problems" in read ? read.problems : await changeTexts(world, shop, read.body);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Texts() {
  return <TextsPage {...useLoaderData<typeof loader>()} />;
}
