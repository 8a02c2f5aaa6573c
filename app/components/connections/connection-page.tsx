// One connection's page.
import { Badge, Banner, BlockStack, Card, List, Page, Text } from "@shopify/polaris";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import type { ConnectionSettings as Settings } from "#app/platforms/connection.ts";
import { formatAgo, formatInstant } from "../format.ts";
import { usePolling } from "../use-polling.ts";
import { ChangeKeyModal } from "./change-key-modal.tsx";
import { ConnectionSettings } from "./connection-settings.tsx";
import { type ConnectionView, connectionWords, type HookView, missingWords, sumOf } from "./connection-view.ts";
import { DisconnectModal } from "./disconnect-modal.tsx";
import { EngagementCard } from "./engagement-card.tsx";
import { isMoving, type PlaceView } from "./place-view.ts";
import { PlacesTable } from "./places-table.tsx";
import { useSignIn } from "./use-sign-in.ts";

type Props = { connection: ConnectionView; settings: Settings; places: PlaceView[]; segments: Record<string, string>; hook: HookView; timeZone: string; now: string };

export function ConnectionPage({ connection, settings, places, segments, hook, timeZone, now }: Props) {
  const { connectionId, platform, state } = connection;
  const { name, memberships } = CAPABILITIES[platform];
  const [open, setOpen] = useState<"key" | "disconnect" | null>(null);
  const address = `/app/connections/${connectionId}`;
  const act = useActs(address, name);
  const signIn = useSignIn(platform);
  usePolling(state === "ending" || places.some(isMoving) || (state === "on" && isAwaited(connection, hook)));
  const isLive = state !== "ended" && state !== "ending";
  const words = connectionWords(connection);
  return (
    <Page
      title={name}
      titleMetadata={<Badge {...(words.tone ? { tone: words.tone } : {})}>{words.label}</Badge>}
      backAction={{ content: "Connections", url: "/app/connections" }}
      {...(state === "ended" ? { primaryAction: { content: "Connect again", url: `/app/connections/new/${platform}` } } : {})}
      secondaryActions={isLive ? [
        { content: "Test", onAction: act.test, loading: act.isTesting },
        state === "paused" ? { content: "Resume", onAction: act.resume } : { content: "Pause", onAction: act.pause, disabled: state === "broken" },
        ...(hook.maySignIn ? [{ content: hook.letInBy === "oauth" ? "Sign in again" : "Sign in", onAction: () => signIn.begin([]), loading: signIn.isLeaving }] : []),
        ...(hook.letInBy === "oauth" ? [] : [{ content: "Change key", onAction: () => setOpen("key") }]),
        { content: "Disconnect", destructive: true, onAction: () => setOpen("disconnect") },
      ] : []}
    >
      <TitleBar title={name} />
      <BlockStack gap="600">
        <Standing connection={connection} problems={[...act.problems, ...signIn.problems]} way={wayOut(state, { signIn: hook.letInBy === "oauth" && hook.maySignIn ? () => signIn.begin([]) : null, changeKey: () => setOpen("key"), stop: () => setOpen("disconnect") })} timeZone={timeZone} now={now} />
        {state === "ended" ? null : (
          <>
            {memberships.length > 0 ? <PlacesTable places={places} segments={segments} name={name} /> : null}
            <EngagementCard platform={platform} hook={hook} address={address} isLive={isLive} />
            {isLive ? <ConnectionSettings platform={platform} settings={settings} address={address} /> : null}
          </>
        )}
      </BlockStack>
      <ChangeKeyModal open={open === "key"} onClose={() => setOpen(null)} platform={platform} address={address} />
      <DisconnectModal open={open === "disconnect"} onClose={() => setOpen(null)} name={name} address={address} state={state} sum={sumOf(places)} />
    </Page>
  );
}

/** What we have asked the platform to tell us is being set up there. */
const isAwaited = ({ platform }: ConnectionView, { isSetUp, letInBy }: HookView) => {
  const { hooks, engagement } = CAPABILITIES[platform];
  return hooks.by === "us" && !isSetUp && (engagement.needs === null || engagement.needs === letInBy);
};

function useActs(address: string, name: string) {
  const shopify = useAppBridge();
  const testing = useFetcher<{ problems: Problem[] }>();
  const pausing = useFetcher();
  const answer = testing.data;
  useEffect(() => {
    if (answer?.problems.length === 0) shopify.toast.show(`${name} lets Segue in`);
    // Once for each answer.
  }, [answer]);
  return {
    test: () => testing.submit(null, { method: "POST", action: `${address}/try` }),
    pause: () => pausing.submit(null, { method: "POST", action: `${address}/pause` }),
    resume: () => pausing.submit(null, { method: "DELETE", action: `${address}/pause` }),
    isTesting: testing.state !== "idle",
    problems: testing.state === "idle" ? (answer?.problems ?? []) : [],
  };
}

type Way = { content: string; onAction: () => void };

/** What helps where it stands. */
function wayOut(state: ConnectionView["state"], { signIn, changeKey, stop }: { signIn: (() => void) | null; changeKey: () => void; stop: () => void }): Way | null {
  if (state === "ending") return { content: "Leave the rest there", onAction: stop };
  if (state !== "broken") return null;
  return signIn ? { content: "Sign in again", onAction: signIn } : { content: "Change key", onAction: changeKey };
}

type StandingProps = { connection: ConnectionView; problems: Problem[]; way: Way | null; timeZone: string; now: string };

function Standing({ connection, problems, way, timeZone, now }: StandingProps) {
  const words = connectionWords(connection);
  const said = words.sentence ?? problems[0]?.message ?? null;
  return (
    <BlockStack gap="400">
      {said ? (
        <Banner tone={words.tone === "critical" || problems.length > 0 ? "critical" : "warning"} {...(way ? { action: way } : {})}>
          <p>{said}</p>
        </Banner>
      ) : null}
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Account
          </Text>
          <BlockStack gap="100">
            <Text as="p" fontWeight="semibold" breakWord>
              {connection.accountName}
            </Text>
            <Text as="p" tone="subdued" breakWord>{`Number ${connection.accountId}, connected ${formatInstant(connection.createdAt, timeZone)}`}</Text>
            <Text as="p" tone="subdued">
              {connection.testedAt ? `Last tested ${formatAgo(connection.testedAt, now)}` : "Not tested yet"}
            </Text>
          </BlockStack>
          <Missing connection={connection} />
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

function Missing({ connection }: { connection: ConnectionView }) {
  const capabilities = CAPABILITIES[connection.platform];
  const missing = missingWords(capabilities, connection.missing);
  if (missing.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Not allowed there
      </Text>
      <List>
        {missing.map(({ name, why, isOptional }) => (
          <List.Item key={name}>
            {why ? `${name}: needed ${why}` : name}
            {isOptional ? " (optional)" : ""}
          </List.Item>
        ))}
      </List>
      <Text as="p" tone="subdued">
        {`Give the key these rights in ${capabilities.name}, or connect again, then test.`}
      </Text>
    </BlockStack>
  );
}
