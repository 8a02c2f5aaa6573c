// The replay: asked for, counted before one's eyes, and looked at; with any single person's way through it.
import { Banner, BlockStack, Button, Card, InlineStack, Page, ProgressBar, Select, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import type { SerializeFrom } from "@remix-run/node";
import { useState } from "react";
import type { Limits } from "#app/flows/replay/past-limits.ts";
import type { ReplayView } from "#app/flows/replay/replay-view.ts";
import { formatAgo, formatCount, formatPeople } from "../format.ts";
import { useAnswered } from "../use-answered.ts";
import { usePolling } from "../use-polling.ts";
import { PersonsPath, type PathView, type SamplePerson } from "./persons-path.tsx";
import { ReplayResult, type ReplayStep } from "./replay-result.tsx";

type Props = {
  flowId: number; name: string; canPublish: boolean; replay: SerializeFrom<ReplayView> | null; steps: ReplayStep[]; goals: string[]; limits: Limits; flows: { flowId: number; name: string }[]; people: SamplePerson[];
  path: PathView | null; asked: string | null; currency: string; timeZone: string; now: string;
};

const DAYS = [30, 90, 180, 365];

export function ReplayPage({ flowId, name, canPublish, replay, steps, goals, limits, flows, people, path, asked, currency, timeZone, now }: Props) {
  const address = `/app/flows/${flowId}`;
  usePolling(replay?.state === "running");
  const isDone = replay?.state === "done";
  return (
    <Page title="Replay" subtitle={name} backAction={{ content: name, url: address }} secondaryActions={[{ content: "Edit", url: `${address}/edit` }]} {...(isDone && canPublish ? { primaryAction: { content: "Go on to publishing", url: `${address}/publish` } } : {})}>
      <TitleBar title={`Replay ${name}`} />
      <BlockStack gap="400">
        {replay?.state === "running" ? <Counting replay={replay} address={`${address}/replay`} /> : <Begin replay={replay} address={`${address}/replay`} now={now} />}
        {isDone ? <ReplayResult result={replay.result} days={replay.days} steps={steps} goals={goals} limits={limits} flows={flows} currency={currency} /> : null}
        {isDone ? <PersonsPath people={people} path={path} asked={asked} timeZone={timeZone} /> : null}
      </BlockStack>
    </Page>
  );
}

function Begin({ replay, address, now }: { replay: Props["replay"]; address: string; now: string }) {
  const { submit, isBusy, problems } = useAnswered(() => undefined);
  const [days, setDays] = useState(String(replay?.days ?? 90));
  const begin = () => submit({ days: Number(days) }, { method: "POST", action: address, encType: "application/json" });
  return (
    <Card>
      <BlockStack gap="300">
        {replay === null ? (
          <Text as="p">
            The flow is put to what really happened in your shop, by the same rules that will run it: who would have entered, which texts would have gone, when, to whom they may not go, and what it would have cost. Nothing is sent and nobody is changed.
          </Text>
        ) : null}
        {replay?.state === "failed" ? (
          <Banner tone="critical">
            <p>{`${replay.problem ?? ""} Try it again; if that does not help, tell us.`}</p>
          </Banner>
        ) : null}
        {problems.map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        <InlineStack gap="300" blockAlign="end">
          <Select label="How far back" options={DAYS.map((count) => ({ value: String(count), label: `The last ${count} days` }))} value={days} onChange={setDays} />
          <Button {...(replay?.state === "done" ? {} : { variant: "primary" as const })} onClick={begin} loading={isBusy}>
            {replay === null ? "Replay it" : "Replay it again"}
          </Button>
        </InlineStack>
        {replay?.state === "done" ? <Text as="p" tone="subdued">{`Replayed ${formatAgo(replay.doneAt ?? replay.startedAt, now)}, over ${formatPeople(replay.people)} for whom something happened that could start it.`}</Text> : null}
      </BlockStack>
    </Card>
  );
}

function Counting({ replay: { people, total }, address }: { replay: NonNullable<Props["replay"]>; address: string }) {
  const { submit, isBusy } = useAnswered(() => undefined);
  const share = total ? Math.min(99, Math.floor((people / total) * 100)) : 0;
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <div role="status" id="replay-progress">
          <Text as="p">{total === null ? "Looking for the people whom it would have been for." : `${formatCount(people)} of ${formatPeople(total)} replayed. You can leave this page.`}</Text>
        </div>
        <div style={{ width: "100%" }}>
          <ProgressBar progress={share} size="small" animated={false} ariaLabelledBy="replay-progress" />
        </div>
        <Button onClick={() => submit(null, { method: "DELETE", action: address })} loading={isBusy}>
          Stop
        </Button>
      </BlockStack>
    </Card>
  );
}
