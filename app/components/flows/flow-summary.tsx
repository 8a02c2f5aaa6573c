// Where the flow is, in a few lines.
import { Button, Text } from "@shopify/polaris";
import { formatAgo, formatCount, formatInstant, formatPeople } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { STATE_SAYS } from "./flow-words.ts";
import type { FlowPageView } from "./view.ts";

export function FlowSummary({ view, timeZone, now }: { view: FlowPageView; timeZone: string; now: string }) {
  const { flowId, state, version, publishedAt, publishedBy, hasChanges, inIt, older, waiting, replaySeenAt } = view;
  return (
    <TitledCard title="Where it is">
      <Text as="p">{STATE_SAYS[state]}</Text>
      {version === null ? null : (
        <Text as="p">{`${formatPeople(inIt)} in it now${older > 0 ? `, ${formatCount(older)} of them by an older version` : ""}${waiting > 0 ? `; ${formatCount(waiting)} ${waiting === 1 ? "waits" : "wait"} to be let in` : ""}.`}</Text>
      )}
      {version !== null && publishedAt ? <Text as="p" tone="subdued">{`Version ${version}, published ${formatInstant(publishedAt, timeZone)}${publishedBy ? ` by ${publishedBy}` : ""}.`}</Text> : null}
      {hasChanges ? <Text as="p">The draft has changes that are not live yet.</Text> : null}
      {version === null || hasChanges ? <Text as="p" tone="subdued">{replaySeenAt ? `You looked at what the draft would have done ${formatAgo(replaySeenAt, now)}.` : "Before it goes live, replay it over your shop’s past: you see who would have entered, which texts would have gone and what they cost."}</Text> : null}
      {version === null && !replaySeenAt ? <Button url={`/app/flows/${flowId}/replay`}>Replay it</Button> : null}
      {inIt > 0 ? <Button url={`/app/flows/${flowId}/runs`}>See who is in it</Button> : null}
    </TitledCard>
  );
}
