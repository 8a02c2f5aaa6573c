// Names and what they are, one below the other.
import { Text } from "@shopify/polaris";

export function Facts({ facts }: { facts: [label: string, text: string][] }) {
  return (
    <dl style={{ margin: 0, display: "grid", gap: "var(--p-space-200)" }}>
      {facts.map(([label, text]) => (
        <div key={label}>
          <dt>
            <Text as="span" tone="subdued" variant="bodySm">
              {label}
            </Text>
          </dt>
          <dd style={{ margin: 0, overflowWrap: "anywhere" }}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
