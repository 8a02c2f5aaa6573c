// No segment yet: what one is good for, and the way to the first.
import { Card, EmptyState } from "@shopify/polaris";

export function NoSegments() {
  return (
    <Card>
      <EmptyState
        heading="Group your customers by what they do"
        action={{ content: "Start from a template", url: "/app/segments/templates" }}
        secondaryAction={{ content: "Start from nothing", url: "/app/segments/new" }}
        image=""
      >
        <p>A segment is a question about your customers, such as “who ordered twice but not in the last 90 days?”. Segue keeps the answer up to date, and can keep a tag on those customers in Shopify.</p>
      </EmptyState>
    </Card>
  );
}
