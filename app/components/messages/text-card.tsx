// The words of the message, what can be filled in, and what is wrong with them, each with the way to its place.
import { BlockStack, Box, Button, Card, Collapsible, Icon, InlineStack, List, Text, TextField } from "@shopify/polaris";
import { AlertCircleIcon, AlertTriangleIcon, InfoIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { Notice, PlacedProblem } from "#app/messages/message/check-message.ts";
import { rootsOf } from "#app/messages/message/message.ts";
import { TEMPLATE_MAX } from "#app/messages/text/read-template.ts";
import { InsertMenu } from "./insert-menu.tsx";
import type { Draft } from "./use-message-draft.ts";

const FIELD = "message-text";

/** `live`: what is wrong with the text as it stands. */
type Props = { draft: Pick<Draft, "definition" | "change">; live: PlacedProblem[]; notices: Notice[] };

export const TextCard = (props: Props) => (
  <Card>
    <TextFields {...props} />
  </Card>
);

export function TextFields({ draft, live, notices }: Props) {
  const { definition, change } = draft;
  function insert(text: string) {
    const field = textarea();
    const [from, to] = field ? [field.selectionStart, field.selectionEnd] : [definition.text.length, definition.text.length];
    change({ text: definition.text.slice(0, from) + text + definition.text.slice(to) });
    requestAnimationFrame(() => select(from + text.length, from + text.length));
  }
  return (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h2" variant="headingMd">
          Text
        </Text>
        <InsertMenu roots={rootsOf(definition)} onInsert={insert} />
      </InlineStack>
      <TextField id={FIELD} label="Text" labelHidden multiline={5} maxHeight={320} value={definition.text} onChange={(text) => change({ text })} autoComplete="off" maxLength={TEMPLATE_MAX} placeholder={PLACEHOLDER} helpText="Your brand’s name and the words that say how to stop are added where they are due. Paste whole links: they are made short." />
      {definition.text.trim() === "" ? null : <Findings problems={live} notices={notices} />}
      <Help />
    </BlockStack>
  );
}

const PLACEHOLDER = "Hi {{ customer.first_name | default: \"there\" }}! …";

const textarea = () => {
  const field = document.getElementById(FIELD);
  return field instanceof HTMLTextAreaElement ? field : null;
};

function select(from: number, to: number) {
  const field = textarea();
  field?.focus();
  field?.setSelectionRange(from, to);
}

function Findings({ problems, notices }: { problems: PlacedProblem[]; notices: Notice[] }) {
  if (problems.length + notices.length === 0) return null;
  return (
    <div role="status">
      <BlockStack gap="150">
        {problems.map(({ message, at }, place) => (
          <Finding key={`${message}${place}`} icon={AlertCircleIcon} tone="critical" message={message} at={at ?? null} />
        ))}
        {notices.map(({ message, severity, at }, place) => (
          <Finding key={`${message}${place}`} icon={severity === "warning" ? AlertTriangleIcon : InfoIcon} tone={severity === "warning" ? "caution" : "subdued"} message={message} at={at} />
        ))}
      </BlockStack>
    </div>
  );
}

type FindingProps = { icon: typeof InfoIcon; tone: "critical" | "caution" | "subdued"; message: string; at: readonly [number, number] | null };

function Finding({ icon, tone, message, at }: FindingProps) {
  return (
    <InlineStack gap="100" wrap={false} blockAlign="start">
      <div style={{ flex: "none" }}>
        <Icon source={icon} tone={tone} />
      </div>
      <Text as="p" {...(tone === "critical" ? { tone } : {})}>
        {message}{" "}
        {at && at[1] > at[0] ? (
          <Button variant="plain" onClick={() => select(at[0], at[1])} accessibilityLabel={`Show the place: ${message}`}>
            Show
          </Button>
        ) : null}
      </Text>
    </InlineStack>
  );
}

const HELP: readonly { write: string; does: string }[] = [
  { write: "{{ customer.first_name | default: \"there\" }}", does: "says “there” to whoever has no first name" },
  { write: "{{ customer.last_product | default: \"it\" | truncate: 20 }}", does: "cuts long names" },
  { write: "{{ customer.last_order_on | date: \"weekday\" | default: \"\" }}", does: "tells a day as day, full, weekday or time" },
  { write: "{{ shop.name | upcase }}", does: "changes letters: also downcase, capitalize" },
  { write: "{% if customer.city %}in {{ customer.city }}{% endif %}", does: "says something only where it is known" },
  { write: "{% for item in picks.products limit: 2 %}{{ item.title }} {% endfor %}", does: "tells the items of a list" },
];

function Help() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Box>
      <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls="message-text-help" onClick={() => setOpen(!isOpen)}>
        What variables can do
      </Button>
      <Collapsible id="message-text-help" open={isOpen}>
        <Box paddingBlockStart="200">
          <List>
            {HELP.map(({ write, does }) => (
              <List.Item key={write}>
                <code style={{ overflowWrap: "anywhere" }}>{write}</code> {does}.
              </List.Item>
            ))}
          </List>
        </Box>
      </Collapsible>
    </Box>
  );
}
