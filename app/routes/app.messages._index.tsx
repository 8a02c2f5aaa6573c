// All messages of the shop; with none yet, the way to the first.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { MessageList } from "#app/components/messages/message-list.tsx";
import { NoMessages } from "#app/components/messages/no-messages.tsx";
import { merchant } from "#app/merchant.server.ts";
import { messageLines } from "#app/messages/message/editor.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ messages: await messageLines(world, shop), now: world.now() });
}

export default function Messages() {
  const { messages, now } = useLoaderData<typeof loader>();
  return (
    <Page title="Messages" fullWidth primaryAction={{ content: "Create message", url: "/app/messages/new" }} secondaryActions={[{ content: "Ready messages", url: "/app/messages/starters" }, { content: "Coupons", url: "/app/coupons" }]}>
      <TitleBar title="Messages" />
      {messages.length === 0 ? <NoMessages /> : (
        <Card padding="0">
          <MessageList messages={messages} now={now} />
        </Card>
      )}
    </Page>
  );
}
