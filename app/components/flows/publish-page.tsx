// Before a flow goes live: the check, what its replay told, what becomes of those who are in it, and whom it lets in. Below it
// the merchant's yes.
import { Banner, BlockStack, Button, ChoiceList, InlineStack, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import type { SerializeFrom } from "@remix-run/node";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { PublishScreen } from "#app/flows/flow/views.ts";
import type { Flight } from "#app/flows/flow/publishing.ts";
import { Numbers } from "../campaigns/numbers.tsx";
import { ReasonList } from "../campaigns/reason-list.tsx";
import { formatAgo, formatCount, formatPlural } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { CheckCard } from "./check-card.tsx";
import { EntersCard, entersOf, NO_ENTERS } from "./enters-card.tsx";
import { FlightCard } from "./flight-card.tsx";
import { reasonLines } from "./flow-words.ts";
import { numbersOf } from "./replay-result.tsx";

type Screen = SerializeFrom<PublishScreen>;
type Props = { screen: Screen; isPeople: boolean; now: string };

export function PublishPage({ screen, isPeople, now }: Props) {
  const { flowId, name, state, again, isNew, flight: lines, replay } = screen;
  const address = `/app/flows/${flowId}`;
  const [to, setTo] = useState<"live" | "shadow">("live");
  const [how, setHow] = useState<Flight["how"]>("finish");
  const [map, setMap] = useState<Record<string, string | null>>(Object.fromEntries(lines.map((line) => [line.step, line.to])));
  const [enters, setEnters] = useState({ ...NO_ENTERS, how: isPeople ? ("now" as const) : ("none" as const) } as typeof NO_ENTERS);
  const { submit, state: sending, data } = useFetcher<{ problems: Problem[] }>();
  const problems = sending === "idle" ? (data?.problems ?? []) : [];
  const isReady = screen.problems.length === 0 && screen.findings.every(({ severity }) => severity === "warning") && replay?.state === "done" && replay.seenAt !== null;
  const flight = how === "move" ? { how, map } : { how };
  const send = () => submit(JSON.parse(JSON.stringify(isPeople ? { enters: entersOf(enters) } : { draftRev: screen.draftRev, version: again, to, flight, enters: entersOf(enters) })), { method: "POST", action: `${address}/publish`, encType: "application/json" });
  const title = isPeople ? "Let people in" : again === null ? "Publish" : `Publish version ${again} again`;
  const action = isPeople ? "Let them in" : state === "draft" || state === "shadow" ? (to === "live" ? "Go live" : "Try it out") : "Publish";
  const canLet = isPeople || state !== "paused";
  return (
    <Page title={title} subtitle={name} backAction={{ content: name, url: address }} secondaryActions={isPeople || again !== null ? [] : [{ content: "Edit", url: `${address}/edit` }]}>
      <TitleBar title={title} />
      <BlockStack gap="400">
        {problems.filter(({ path }) => !path.includes("enters")).map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        {isPeople ? null : <CheckCard flowId={flowId} problems={screen.problems} findings={screen.findings} worst={screen.worst} steps={screen.steps} />}
        <ReplayCard screen={screen} now={now} />
        {isPeople ? null : <ToCard screen={screen} to={to} onChange={setTo} />}
        {!isPeople && isNew && lines.length > 0 ? <FlightCard lines={lines} steps={screen.steps} how={how} onHow={setHow} map={map} onMap={(step, next) => setMap({ ...map, [step]: next })} /> : null}
        {canLet && (isPeople || state !== "live") ? <EntersCard draft={enters} onChange={setEnters} matching={screen.matching} isOfSegments={screen.isOfSegments} days={replay?.days ?? 90} result={replay?.state === "done" ? replay.result : null} problems={problems} isLive={isPeople} /> : null}
        <InlineStack align="end" gap="300" blockAlign="center">
          {isReady || isPeople ? null : <Text as="p" tone="subdued">{whyNot(screen)}</Text>}
          <Button variant="primary" onClick={send} loading={sending !== "idle"} disabled={!isReady && !isPeople}>
            {action}
          </Button>
        </InlineStack>
      </BlockStack>
    </Page>
  );
}

function whyNot({ problems, findings, replay }: Screen): string {
  if (problems.length > 0 || findings.some(({ severity }) => severity !== "warning")) return "Something has to be set right first.";
  return replay?.state === "done" ? "Look at its replay first." : "Replay it first.";
}

function ToCard({ screen: { state, version, changes, again }, to, onChange }: { screen: Screen; to: "live" | "shadow"; onChange: (to: "live" | "shadow") => void }) {
  if (state === "draft" || state === "shadow") {
    return (
      <TitledCard title="How it starts">
        <ChoiceList
          title="How it starts"
          titleHidden
          choices={[
            { label: "Live", value: "live", helpText: "People enter it and get its texts." },
            { label: "Trying out", value: "shadow", helpText: "People enter it and walk through it, but nobody gets a text and nothing is changed. You see what it would do, and go live later." },
          ]}
          selected={[to]}
          onChange={([chosen]) => onChange(chosen === "shadow" ? "shadow" : "live")}
        />
      </TitledCard>
    );
  }
  const count = (is: string) => changes.filter((change) => change.is === is).length;
  const said = changes.length === 0 ? "Its steps are the same; what starts, ends or limits it may differ." : `${formatPlural(count("added"), "step")} added, ${count("changed")} changed, ${count("removed")} taken away.`;
  return (
    <TitledCard title={again === null ? "What changes" : `Back to version ${again}`}>
      <Text as="p">{`Compared with version ${version ?? ""}, which is ${state === "paused" ? "paused" : "live"}: ${said}`}</Text>
    </TitledCard>
  );
}

function ReplayCard({ screen: { flowId, replay, flows }, now }: { screen: Screen; now: string }) {
  const look = <Button url={`/app/flows/${flowId}/replay`}>{replay?.state === "done" ? "See the whole replay" : "Replay it"}</Button>;
  if (replay?.state !== "done") {
    return (
      <TitledCard title="What it would do">
        <Text as="p">{replay?.state === "running" ? "The replay is under way." : "Nothing goes live that was not replayed over your shop’s past exactly as it is now. It takes a minute at most."}</Text>
        <InlineStack>{look}</InlineStack>
      </TitledCard>
    );
  }
  const blocked = reasonLines(replay.result.skipped, "run");
  const also = Object.entries(replay.result.alsoIn).map(([flow, count]) => `${formatCount(count)} in “${flows.find(({ flowId: id }) => String(id) === flow)?.name ?? flow}”`);
  return (
    <TitledCard title={`What it would have done in the last ${formatPlural(replay.days, "day")}`}>
      <Numbers lines={numbersOf(replay.result)} />
      {blocked.length > 0 ? (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            Texts that would never have gone
          </Text>
          <ReasonList label="Texts that would never have gone" lines={blocked} />
        </BlockStack>
      ) : null}
      {also.length > 0 ? <Text as="p">{`Also in other flows at the same time: ${also.join(", ")}.`}</Text> : null}
      <InlineStack gap="300" blockAlign="center">
        {look}
        <Text as="p" tone="subdued">{replay.doneAt ? `Replayed ${formatAgo(replay.doneAt, now)}.` : ""}</Text>
      </InlineStack>
    </TitledCard>
  );
}
