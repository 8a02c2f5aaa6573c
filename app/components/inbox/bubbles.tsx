// What was written, as on a phone: theirs on the left, ours on the right, each with what became of it.
import { Badge, BlockStack, Box, Button, ButtonGroup, InlineStack, Text } from "@shopify/polaris";
import type { ReplyMeaning } from "#app/inbox/reply.ts";
import { formatInstant, formatPlural } from "../format.ts";
import { bodyWords, fromWords, type Got, meaningTag, stateTag, type Tag } from "./thread-words.ts";

export type ItemView = Got & { kind: "reply" | "text"; id: string; at: string; body: string | null; pictures: number; meaning: ReplyMeaning | null; review: "waiting" | "stop" | "fine" | null; parts: number | null };
type Verdict = "stop" | "fine";
type Props = { items: ItemView[]; timeZone: string; isBusy: boolean; onReview: (replyId: string, verdict: Verdict) => void };

export function Bubbles({ items, timeZone, isBusy, onReview }: Props) {
  return (
    <ol aria-label="Texts" style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: "var(--p-space-400)" }}>
      {items.map((item) => (
        <li key={`${item.kind} ${item.id}`} style={{ justifySelf: item.kind === "reply" ? "start" : "end", maxWidth: "min(34rem, 88%)", minWidth: 0 }}>
          <BlockStack gap="100" inlineAlign={item.kind === "reply" ? "start" : "end"}>
            <Bubble item={item} />
            <Below item={item} timeZone={timeZone} />
            {item.review === "waiting" ? <Review id={item.id} isBusy={isBusy} onReview={onReview} /> : null}
          </BlockStack>
        </li>
      ))}
    </ol>
  );
}

function Bubble({ item }: { item: ItemView }) {
  const { kind, pictures } = item;
  const more = pictures > 0 ? formatPlural(pictures, "picture") : "";
  return (
    <Box padding="300" borderRadius="300" background={kind === "reply" ? "bg-surface-secondary" : "bg-surface-info"}>
      <div style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        <Text as="p">{bodyWords(item)}</Text>
        {more ? (
          <Text as="p" tone="subdued">
            {more}
          </Text>
        ) : null}
      </div>
    </Box>
  );
}

function Below({ item, timeZone }: { item: ItemView; timeZone: string }) {
  const tag = item.kind === "text" ? stateTag(item) : item.meaning === null ? null : meaningTag(item.meaning, item.review);
  const said = item.kind === "text" ? [fromWords(item), item.parts ? formatPlural(item.parts, "part") : null] : [];
  return (
    <InlineStack gap="200" blockAlign="center" align={item.kind === "reply" ? "start" : "end"}>
      <Text as="span" variant="bodySm" tone="subdued">
        {said.filter(Boolean).map((words) => `${words} · `)}
        <time dateTime={item.at}>{formatInstant(item.at, timeZone)}</time>
      </Text>
      {tag ? <Mark tag={tag} /> : null}
    </InlineStack>
  );
}

/** A plain state is no badge: only what differs from what is hoped for stands out. */
function Mark({ tag: { words, tone } }: { tag: Tag }) {
  if (!tone) {
    return (
      <Text as="span" variant="bodySm" tone="subdued">
        {words}
      </Text>
    );
  }
  return <Badge tone={tone}>{words}</Badge>;
}

function Review({ id, isBusy, onReview }: { id: string; isBusy: boolean; onReview: Props["onReview"] }) {
  return (
    <BlockStack gap="200">
      <Text as="p" variant="bodySm">
        Promotional texts to them rest until you decide.
      </Text>
      <ButtonGroup>
        <Button tone="critical" disabled={isBusy} onClick={() => onReview(id, "stop")}>
          They want to stop
        </Button>
        <Button disabled={isBusy} onClick={() => onReview(id, "fine")}>
          They do not
        </Button>
      </ButtonGroup>
    </BlockStack>
  );
}
