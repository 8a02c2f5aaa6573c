// The lines of a run's ledger, oldest first: when, because of what, what was seen of the person, and what was decided.
import { Badge, BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import type { Said } from "#app/flows/report/decision-words.ts";
import type { Moment } from "#app/flows/report/story.ts";
import { isReason, reasonOf } from "#app/messages/gate/reasons.ts";
import { formatInstant } from "../format.ts";

export type StoryTexts = {
  /** By keys of the outbox, which end in the run's own. */
  texts: { key: string; state: string; reason: string | null; decisionId: string | null; body: string | null; sentAt: string | null }[];
  doings: { doingId: string; key: string; what: string; state: string; problem: string | null; doneAt: string | null; doneBy: string | null }[];
};

type Props = { moments: Moment[]; timeZone: string } & StoryTexts;

const COLORS: Record<Said["tone"], string> = {
  step: "var(--p-color-bg-fill-brand)", wait: "var(--p-color-bg-fill-caution)", text: "var(--p-color-bg-fill-info)", stop: "var(--p-color-bg-fill-critical)", good: "var(--p-color-bg-fill-success)", end: "var(--p-color-bg-fill-inverse)", plain: "var(--p-color-bg-fill-tertiary)",
};

export function StoryMoments({ moments, texts, doings, timeZone }: Props) {
  return (
    <BlockStack gap="400">
      <Text as="h2" variant="headingMd">What happened</Text>
      <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {moments.map((moment) => (
          <li key={moment.seq}>
            <Box paddingBlock="300" {...(moment.seq > 1 ? { borderBlockStartWidth: "025", borderColor: "border-secondary" } : {})}>
              <BlockStack gap="200">
                <InlineStack gap="200" blockAlign="center">
                  <Text as="h3" variant="headingSm">
                    <time dateTime={new Date(moment.at).toISOString()}>{formatInstant(new Date(moment.at).toISOString(), timeZone)}</time>
                  </Text>
                  <Text as="span" tone="subdued">{moment.heard.join("; ")}</Text>
                </InlineStack>
                {moment.seen.map(({ question, answer }) => (
                  <Text as="p" key={question} variant="bodySm" tone="subdued">{`${question} ${answer}.`}</Text>
                ))}
                <ul style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: "var(--p-space-200)" }}>
                  {moment.said.map((said, index) => <SaidLine key={index} said={said} texts={texts} doings={doings} timeZone={timeZone} />)}
                </ul>
              </BlockStack>
            </Box>
          </li>
        ))}
      </ol>
    </BlockStack>
  );
}

function SaidLine({ said: { words, why, until, key, tone }, texts, doings, timeZone }: { said: Said; timeZone: string } & StoryTexts) {
  const text = key === null ? undefined : texts.find((each) => each.key.endsWith(`/${key}`));
  const doing = doings.find((each) => each.key === key);
  return (
    <li style={{ display: "grid", gridTemplateColumns: "auto minmax(0, 1fr)", gap: "var(--p-space-200)", alignItems: "start" }}>
      <span aria-hidden="true" style={{ width: 10, height: 10, marginBlockStart: 5, borderRadius: "50%", background: COLORS[tone] }} />
      <BlockStack gap="050">
        <Text as="span" fontWeight={tone === "step" ? "semibold" : "regular"}>{`${words}${until === null ? "" : `, until ${formatInstant(new Date(until).toISOString(), timeZone)}`}`}</Text>
        {why ? <Text as="span" variant="bodySm" tone="subdued">{why}</Text> : null}
        {text?.body && tone === "good" ? <Bubble body={text.body} /> : null}
        {text?.decisionId && tone !== "text" ? <span><Link url={`/app/compliance/decisions/${text.decisionId}`}>What the gate decided</Link>{text.reason && isReason(text.reason) && tone === "stop" ? ` ${reasonOf(text.reason).remedy}` : ""}</span> : null}
        {doing && tone === "text" ? <DoingWords doing={doing} /> : null}
      </BlockStack>
    </li>
  );
}

function Bubble({ body }: { body: string }) {
  return (
    <div style={{ maxWidth: "30rem" }}>
      <Box background="bg-surface-secondary" borderRadius="300" padding="300">
        <Text as="p" breakWord>{body}</Text>
      </Box>
    </div>
  );
}

const DOING_WORDS: Record<string, { label: string; tone?: "success" | "attention" | "critical" }> = {
  due: { label: "To be done" }, sent: { label: "Under way" }, told: { label: "Under way" }, asked: { label: "Waits for somebody", tone: "attention" }, done: { label: "Done", tone: "success" },
  refused: { label: "Refused", tone: "critical" }, failed: { label: "Not done", tone: "critical" }, expired: { label: "Nobody answered in time" },
};

function DoingWords({ doing: { state, problem, doneBy } }: { doing: StoryTexts["doings"][number] }) {
  const { label, tone } = DOING_WORDS[state] ?? { label: state };
  return (
    <InlineStack gap="200" blockAlign="center">
      <Badge {...(tone ? { tone } : {})}>{label}</Badge>
      {doneBy ? <Text as="span" variant="bodySm" tone="subdued">{`By ${doneBy}`}</Text> : null}
      {problem ? <Text as="span" variant="bodySm" tone="critical">{problem}</Text> : null}
    </InlineStack>
  );
}
