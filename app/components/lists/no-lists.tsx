// No list yet: what one is good for, and the two ways to the first.
import { Card, EmptyState } from "@shopify/polaris";

export function NoLists() {
  return (
    <Card>
      <EmptyState heading="Bring a list of people" action={{ content: "Upload a list", url: "/app/lists/new" }} secondaryAction={{ content: "Go to segments", url: "/app/segments" }} image="">
        <p>A list names people one by one: from a CSV file with their email, phone number or customer ID, or as a segment’s members at one moment. It stays as it is, and segments can ask who is on it.</p>
      </EmptyState>
    </Card>
  );
}
