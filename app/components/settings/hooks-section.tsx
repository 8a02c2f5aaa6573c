// The addresses of the merchant's own systems that are told who joins and leaves: what each is told and how it stands.
import { Badge, BlockStack, Button, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { AddHookModal, type SegmentChoice } from "./add-hook-modal.tsx";
import { type HookView, lastCallWords, standingWords, toldWords } from "./hook-words.ts";
import { Section } from "./section.tsx";

type Props = { hooks: HookView[]; max: number; segments: SegmentChoice[]; now: string };

export function HooksSection({ hooks, max, segments, now }: Props) {
  const [isOpen, setOpen] = useState(false);
  const isFull = hooks.length >= max;
  return (
    <Section title="Webhooks" detail="Segue tells your own systems when people join or leave a segment, within seconds.">
      <BlockStack gap="400">
        {hooks.length === 0 ? (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              Nobody is told yet
            </Text>
            <Text as="p" tone="subdued">
              Add the address of your help desk, your warehouse or your own program. It hears who joined or left, so that it can greet a new VIP or put a gift into the parcel without asking Segue again and again.
            </Text>
          </BlockStack>
        ) : null}
        {hooks.map((hook, i) => (
          <Fragment key={hook.id}>
            {i > 0 ? <Divider /> : null}
            <HookRow hook={hook} now={now} />
          </Fragment>
        ))}
        <InlineStack gap="300" blockAlign="center">
          <Button onClick={() => setOpen(true)} disabled={isFull}>
            Add webhook
          </Button>
          {isFull ? <Text as="span" tone="subdued">{`A shop has at most ${max}. Remove one first.`}</Text> : null}
        </InlineStack>
      </BlockStack>
      {isOpen ? <AddHookModal segments={segments} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}

function HookRow({ hook, now }: { hook: HookView; now: string }) {
  const { label, tone, sentence } = standingWords(hook, now);
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <Link url={`/app/settings/webhooks/${hook.id}`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {hook.address}
            </Text>
          </Link>
        </div>
        <div style={{ flex: "none" }}>
          <Badge {...(tone ? { tone } : {})}>{label}</Badge>
        </div>
      </InlineStack>
      <Text as="p" breakWord>
        {toldWords(hook)}
      </Text>
      <Text as="p" variant="bodySm" tone="subdued" breakWord>
        {tone === "critical" ? sentence : lastCallWords(hook, now)}
      </Text>
    </BlockStack>
  );
}
