// A segment on one platform: how it stands, in words and numbers, and what can be done about it.
import { Badge, Banner, BlockStack, Button, ButtonGroup, Checkbox, InlineStack, Link, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { Count } from "../count.tsx";
import { formatAgo, formatInstant, formatPeople } from "../format.ts";
import { driftWords, isReadable, placeTitle, type PlaceView, placeWords, type Words } from "./place-view.ts";
import { modelWords } from "./platform-words.ts";
import { StopPlaceModal } from "./stop-place-modal.tsx";

type Props = { place: PlaceView; segment: { segmentId: number; name: string; memberCount: number }; account: string; timeZone: string; now: string };

export function PlaceSection({ place, segment, account, timeZone, now }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const [isStopping, setStopping] = useState(false);
  const { name, track } = CAPABILITIES[place.platform];
  const address = `/app/segments/${segment.segmentId}/places/${place.connection_id}`;
  const words = placeWords(place, segment.memberCount);
  const isBusy = fetcher.state !== "idle";
  const send = (act: object) => fetcher.submit(JSON.stringify(act), { method: "PUT", action: address, encType: "application/json" });
  return (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          <Link url={`/app/connections/${place.connection_id}`} monochrome removeUnderline>
            {name}
          </Link>
        </Text>
        <Badge {...(words.tone ? { tone: words.tone } : {})}>{words.label}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued" breakWord>{`${placeTitle(place)}${account ? ` in ${account}` : ""}`}</Text>
      <Sentence words={words} />
      {place.place_ref === null && place.state === "first" ? null : <Counts place={place} address={address} />}
      <Compared place={place} timeZone={timeZone} now={now} />
      {track && place.state !== "removing" ? <Checkbox label={`Tell ${name} when somebody enters or leaves`} checked={place.events} disabled={isBusy} onChange={(events) => send({ act: "events", events })} /> : null}
      {(fetcher.data?.problems ?? []).map(({ message }) => (
        <Text as="p" tone="critical" key={message}>
          {message}
        </Text>
      ))}
      <Buttons place={place} isBusy={isBusy} onAct={(act) => send({ act })} onStop={() => setStopping(true)} />
      <StopPlaceModal open={isStopping} onClose={() => setStopping(false)} place={place} address={address} segment={segment.name} />
    </BlockStack>
  );
}

function Sentence({ words: { tone, sentence } }: { words: Words }) {
  if (sentence === null) return null;
  if (tone !== "critical" && tone !== "warning") return <Text as="p">{sentence}</Text>;
  return (
    <Banner tone={tone}>
      <p>{sentence}</p>
    </Banner>
  );
}

function Counts({ place, address }: { place: PlaceView; address: string }) {
  const { held, adding, removing, refused, skipped } = place.counts;
  const left = refused + skipped;
  return (
    <BlockStack gap="200">
      <InlineStack gap="600">
        <Count label="there" count={held} />
        {adding > 0 ? <Count label="being added" count={adding} /> : null}
        {removing > 0 ? <Count label="being removed" count={removing} /> : null}
      </InlineStack>
      {left > 0 ? (
        <BlockStack gap="100">
          <Link url={`${address}/people`}>{`${formatPeople(left)} left out`}</Link>
          <Text as="p" tone="subdued">
            {place.reasons[0]?.reason}
          </Text>
        </BlockStack>
      ) : null}
    </BlockStack>
  );
}

function Compared({ place, timeZone, now }: { place: PlaceView; timeZone: string; now: string }) {
  const { name } = CAPABILITIES[place.platform];
  if (place.state === "removing" || place.state === "first") return null;
  if (!isReadable(place)) return <Text as="p" tone="subdued">{`Comparing with ${name}: not available, it does not tell who is in a ${modelWords(place.model)}.`}</Text>;
  const words = driftWords(place);
  if (words === null || place.compared_at === null) return <Text as="p" tone="subdued">{`Compared with ${name} every night; not yet.`}</Text>;
  return (
    <Text as="p" tone="subdued">
      {"Compared "}
      <time dateTime={place.compared_at} title={formatInstant(place.compared_at, timeZone)}>
        {formatAgo(place.compared_at, now)}
      </time>
      {`. ${words}`}
    </Text>
  );
}

type Act = "pause" | "resume" | "allow" | "recreate";
type ButtonsProps = { place: PlaceView; isBusy: boolean; onAct: (act: Act) => void; onStop: () => void };

function Buttons({ place, isBusy, onAct, onStop }: ButtonsProps) {
  const { state, waiting_add, waiting_remove, place_ref, model } = place;
  if (state === "removing") return null;
  const acts: { act: Act; words: string }[] = {
    waiting: [{ act: "allow" as const, words: `Yes, move ${formatPeople(waiting_add + waiting_remove)}` }, { act: "pause" as const, words: "No, pause" }],
    paused: [{ act: "resume" as const, words: "Resume" }],
    broken: [{ act: "resume" as const, words: "Try again" }, ...(place_ref === null ? [] : [{ act: "recreate" as const, words: `Make a new ${modelWords(model)}` }])],
    first: [{ act: "pause" as const, words: "Pause" }],
    on: [{ act: "pause" as const, words: "Pause" }],
  }[state];
  return (
    <InlineStack gap="200">
      <ButtonGroup>
        {acts.map(({ act, words }) => (
          <Button key={act} onClick={() => onAct(act)} disabled={isBusy} {...(act === "allow" ? { variant: "primary" as const } : {})}>
            {words}
          </Button>
        ))}
        <Button variant="tertiary" onClick={onStop} disabled={isBusy} accessibilityLabel={`Remove from ${CAPABILITIES[place.platform].name}`}>
          Remove
        </Button>
      </ButtonGroup>
    </InlineStack>
  );
}
