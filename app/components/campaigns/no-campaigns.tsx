// No campaign yet: what one is good for, and the way to the first.
import { Card, EmptyState } from "@shopify/polaris";

export function NoCampaigns({ hasMessages }: { hasMessages: boolean }) {
  return (
    <Card>
      <EmptyState
        heading="Send one message to many people"
        action={hasMessages ? { content: "Create campaign", url: "/app/campaigns/new" } : { content: "Write a message first", url: "/app/messages/new" }}
        secondaryAction={{ content: "See your segments", url: "/app/segments" }}
        image=""
      >
        <p>A campaign texts everybody in the segments and lists you choose, once, at a time you choose. Before it starts you see who would get it, when, what it costs, and who is left out and why.</p>
      </EmptyState>
    </Card>
  );
}
