// What comes back from a platform: which events it tells of, which it cannot, and how its webhooks are set up.
import { Badge, BlockStack, Button, Card, Icon, InlineGrid, InlineStack, List, Text, TextField } from "@shopify/polaris";
import { MinusIcon } from "@shopify/polaris-icons";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";
import type { PlatformId } from "#app/platforms/adapter.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import type { HookView } from "./connection-view.ts";
import { capital, channelEvents, type ChannelEvents, stepsWith } from "./platform-words.ts";
import { SigningKeyModal } from "./signing-key-modal.tsx";

type Props = { platform: PlatformId; hook: HookView; address: string; isLive: boolean };

export function EngagementCard({ platform, hook, address, isLive }: Props) {
  const { name, engagement } = CAPABILITIES[platform];
  const isShut = engagement.needs !== null && hook.letInBy !== null && engagement.needs !== hook.letInBy;
  const kinds = isShut ? [] : engagement.kinds;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            What comes back
          </Text>
          <HookBadge platform={platform} hook={hook} isShut={isShut} />
        </InlineStack>
        {isShut ? <Text as="p">{`${name} tells only apps that were signed in to. This connection has a key, so nothing comes back.${hook.maySignIn ? ` Sign in to ${name} above, and it begins.` : ""}`}</Text> : null}
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          {channelEvents(kinds).map((channel) => (
            <Channel key={channel.channel} events={channel} />
          ))}
        </InlineGrid>
        {engagement.exclusive ? <Text as="p" tone="subdued">{`${name} tells one app at a time of each kind of event: while Segue listens, another app may hear nothing.`}</Text> : null}
        {isLive && !isShut ? <HowToSetUp platform={platform} hook={hook} address={address} /> : null}
      </BlockStack>
    </Card>
  );
}

function HookBadge({ platform, hook, isShut }: { platform: PlatformId; hook: HookView; isShut: boolean }) {
  const { hooks } = CAPABILITIES[platform];
  if (hooks.by === "nobody" || isShut) return <Badge>Not available</Badge>;
  if (hooks.by === "us") return hook.isSetUp ? <Badge tone="success">Set up</Badge> : <Badge tone="info">Being set up</Badge>;
  if (hook.letInBy === "oauth") return <Badge tone="success">Set up</Badge>;
  return hook.hasSecret ? <Badge tone="success">Signing key kept</Badge> : <Badge tone="attention">Needs you</Badge>;
}

function Channel({ events: { channel, told, missing } }: { events: ChannelEvents }) {
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {channel}
      </Text>
      {told.length > 0 ? <Text as="p">{capital(told.join(", "))}</Text> : null}
      {missing.length > 0 ? (
        <InlineStack gap="100" wrap={false} blockAlign="start">
          <span>
            <Icon source={MinusIcon} tone="subdued" />
          </span>
          <Text as="p" tone="subdued">{`Not available: ${missing.join(", ")}`}</Text>
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}


/** Only where the merchant has a part in it. */
function HowToSetUp({ platform, hook, address }: Omit<Props, "isLive">) {
  const shopify = useAppBridge();
  const [isOpen, setOpen] = useState(false);
  const { name, hooks } = CAPABILITIES[platform];
  if (hooks.by !== "merchant" || hook.letInBy === "oauth") return null;
  async function copy() {
    await navigator.clipboard.writeText(hook.address);
    shopify.toast.show("Address copied");
  }
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">{`Set up in ${name}`}</Text>
      <List type="number">
        {stepsWith(hooks.steps, "the address below").map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      <TextField label="Webhook address" value={hook.address} readOnly autoComplete="off" connectedRight={<Button onClick={copy}>Copy</Button>} />
      <InlineStack gap="300" blockAlign="center">
        <Button onClick={() => setOpen(true)}>{hook.hasSecret ? "Change the signing key" : "Enter the signing key"}</Button>
        <Text as="span" tone="subdued">{`Signed with: ${hooks.signedWith.charAt(0).toLowerCase()}${hooks.signedWith.slice(1)}`}</Text>
      </InlineStack>
      <SigningKeyModal open={isOpen} onClose={() => setOpen(false)} address={address} name={name} hasSecret={hook.hasSecret} />
    </BlockStack>
  );
}
