// Writing a message: its words on the left, and beside them how it looks on a phone and what it costs. Nothing is saved
// until Save, and nothing is sent from here but a test.
import { Banner, BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useState } from "react";
import { campaignName, type MessageDraft } from "#app/messages/message/message.ts";
import { UnsavedBar } from "../save-bar.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { CostCard, type SegmentChoice } from "./cost-card.tsx";
import { type CouponChoice, ExtrasCard } from "./extras-card.tsx";
import { KindCard } from "./kind-card.tsx";
import { type PersonChoice, PersonPicker } from "./person-picker.tsx";
import { PhonePreview } from "./phone-preview.tsx";
import { TestModal } from "./test-modal.tsx";
import { TextCard } from "./text-card.tsx";
import { useMessageDraft } from "./use-message-draft.ts";
import { useMessagePreview } from "./use-message-preview.ts";

/** What a message is chosen from and shown with. */
export type EditorWords = { brand: string; isSmart: boolean; coupons: CouponChoice[]; segments: SegmentChoice[]; people: PersonChoice[] };
type Props = { words: EditorWords; saved: MessageDraft; opening: MessageDraft | null };

export function MessageEditor({ words, saved, opening }: Props) {
  const draft = useMessageDraft(saved, opening);
  const [person, setPerson] = useState(words.people[0] ?? null);
  const [isTesting, setTesting] = useState(false);
  const { preview, shown, isOld, hasFailed } = useMessagePreview(draft.name, draft.definition, person?.customerId ?? null);
  const elsewhere = draft.problems.filter(({ path }) => path.length === 0 || path[1] === "text").map(({ message }) => message);
  return (
    <>
      <UnsavedBar id="message-save-bar" isDirty={draft.isDirty} isSaving={draft.isSaving} onSave={draft.save} onDiscard={draft.discard} />
      <TwoColumns
        main={
          <BlockStack gap="400">
            {draft.problems.length > 0 ? <NotSaved messages={elsewhere} /> : null}
            {words.brand.trim() === "" ? <NoBrand /> : null}
            <KindCard draft={draft} />
            <TextCard draft={draft} live={(preview?.problems ?? []).filter(({ path }) => path[1] === "text")} notices={preview?.notices ?? []} />
            <ExtrasCard draft={draft} coupons={words.coupons} isSmart={words.isSmart} campaignName={campaignName(draft.name)} />
          </BlockStack>
        }
        side={
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="300">
                <InlineStack align="space-between" blockAlign="center">
                  <Text as="h2" variant="headingMd">
                    Preview
                  </Text>
                  <Button variant="plain" onClick={() => setTesting(true)} disabled={shown === null || isOld}>
                    Send a test
                  </Button>
                </InlineStack>
                <PersonPicker people={words.people} chosen={person} onChange={setPerson} />
                <PhonePreview shown={shown} isOld={isOld && shown !== null} brand={words.brand} media={isPicture(draft.definition.media) ? draft.definition.media : null} language={draft.definition.language} />
                {preview?.isExampleCart ? <Text as="p" variant="bodySm" tone="subdued">The cart is an example: nobody has one while you write.</Text> : null}
                {hasFailed ? <Text as="p" tone="critical">The preview could not be made. It is tried again with your next change.</Text> : null}
              </BlockStack>
            </Card>
            <CostCard draft={draft} segments={words.segments} isReadable={shown !== null && !isOld} />
          </BlockStack>
        }
      />
      <TestModal open={isTesting} onClose={() => setTesting(false)} name={draft.name} definition={draft.definition} customerId={person?.customerId ?? null} />
    </>
  );
}

const isPicture = (address: string | null) => address !== null && /^https:\/\/[^/]+\/./.test(address);

function NotSaved({ messages }: { messages: string[] }) {
  return (
    <Banner tone="critical" title="The message was not saved">
      {messages.length === 0 ? <Text as="p">Something below needs another look.</Text> : (
        <List>
          {[...new Set(messages)].map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      )}
    </Banner>
  );
}

function NoBrand() {
  return (
    <Banner tone="warning" action={{ content: "Open texting settings", url: "/app/settings/texts" }}>
      <p>Say what your brand is called first: every promotional text begins with it.</p>
    </Banner>
  );
}
