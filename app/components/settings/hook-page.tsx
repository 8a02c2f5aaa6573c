// One webhook: what it is told, how it stands, and what came of its newest calls.
import { Badge, Banner, BlockStack, Card, Link, Modal, Page, Text } from "@shopify/polaris";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { formatInstant, formatPlural } from "../format.ts";
import { usePolling } from "../use-polling.ts";
import { HookLog } from "./hook-log.tsx";
import { NewSecretModal } from "./new-secret-modal.tsx";
import { type AttemptView, type HookView, standingWords, toldWords } from "./hook-words.ts";

type Props = { hook: HookView; attempts: AttemptView[]; waiting: number; timeZone: string; now: string };

export function HookPage({ hook, attempts, waiting, timeZone, now }: Props) {
  const [isRemoving, setRemoving] = useState(false);
  const [isRenewing, setRenewing] = useState(false);
  const act = useActs(`/app/settings/webhooks/${hook.id}`);
  const { label, tone, sentence } = standingWords(hook, now);
  usePolling(waiting > 0);
  return (
    <Page
      title="Webhook"
      titleMetadata={<Badge {...(tone ? { tone } : {})}>{label}</Badge>}
      backAction={{ content: "Settings", url: "/app/settings" }}
      secondaryActions={[
        { content: "New secret", onAction: () => setRenewing(true) },
        { content: "Send a test", onAction: act.test, loading: act.isTesting },
        hook.state === "on" ? { content: "Pause", onAction: act.pause, disabled: act.isPausing } : { content: "Switch on", onAction: act.resume, disabled: act.isPausing },
        { content: "Remove", destructive: true, onAction: () => setRemoving(true) },
      ]}
    >
      <TitleBar title="Webhook" />
      <BlockStack gap="600">
        {act.failed ? (
          <Banner tone="critical" title="The test was not taken">
            <p>{act.failed}</p>
          </Banner>
        ) : null}
        {sentence ? (
          <Banner tone={tone === "critical" || tone === "warning" ? tone : "info"} {...(tone === "critical" ? { action: { content: "Switch on", onAction: act.resume } } : {})}>
            <p>{sentence}</p>
          </Banner>
        ) : null}
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd" breakWord>
              {hook.address}
            </Text>
            <Text as="p" breakWord>
              {`${toldWords(hook)}. `}
              {hook.segmentId !== null && !hook.isSegmentGone ? <Link url={`/app/segments/${hook.segmentId}`}>Segment</Link> : null}
            </Text>
            <Text as="p" tone="subdued">{`Added ${formatInstant(hook.createdAt, timeZone)}`}</Text>
            {waiting > 0 ? <Text as="p">{`${formatPlural(waiting, "change")} ${waiting === 1 ? "waits" : "wait"} to be told.`}</Text> : null}
          </BlockStack>
        </Card>
        <HookLog attempts={attempts} timeZone={timeZone} now={now} />
      </BlockStack>
      <Modal
        open={isRemoving}
        onClose={() => setRemoving(false)}
        title="Remove this webhook?"
        primaryAction={{ content: "Remove", destructive: true, onAction: act.remove, loading: act.isRemoving }}
        secondaryActions={[{ content: "Cancel", onAction: () => setRemoving(false), disabled: act.isRemoving }]}
      >
        <Modal.Section>
          <Text as="p">Nothing is told to this address any more, and its log and its secret are deleted. To have it back, add it again: it gets another secret.</Text>
        </Modal.Section>
      </Modal>
      {isRenewing ? <NewSecretModal address={`/app/settings/webhooks/${hook.id}`} onClose={() => setRenewing(false)} /> : null}
    </Page>
  );
}

function useActs(address: string) {
  const shopify = useAppBridge();
  const testing = useFetcher<{ status: number | null; problem: string | null }>();
  const pausing = useFetcher();
  const removing = useFetcher();
  const answer = testing.data;
  useEffect(() => {
    if (answer?.problem === null) shopify.toast.show(`Test taken: it answered ${answer.status}`);
    // Once for each answer.
  }, [answer]);
  return {
    test: () => testing.submit(null, { method: "POST", action: `${address}/try` }),
    pause: () => pausing.submit(null, { method: "POST", action: `${address}/pause` }),
    resume: () => pausing.submit(null, { method: "DELETE", action: `${address}/pause` }),
    remove: () => removing.submit(null, { method: "DELETE", action: address }),
    isTesting: testing.state !== "idle",
    isPausing: pausing.state !== "idle",
    isRemoving: removing.state !== "idle",
    failed: testing.state === "idle" ? (answer?.problem ?? null) : null,
  };
}
