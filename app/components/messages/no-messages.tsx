// No message yet: what one is, and the two ways to the first.
import { Card, EmptyState } from "@shopify/polaris";

export function NoMessages() {
  return (
    <Card>
      <EmptyState heading="Write a text once, send it to many" action={{ content: "Start from a ready message", url: "/app/messages/starters" }} secondaryAction={{ content: "Write your own", url: "/app/messages/new" }} image="">
        <p>A message is filled in for each person: their name, what they bought, a code of their own. You see it as it looks on a phone, and what it costs, before anybody gets it.</p>
      </EmptyState>
    </Card>
  );
}
