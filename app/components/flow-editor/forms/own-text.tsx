// The words of a text that belongs to one step, with what can be filled in, and how a phone shows it.
import { BlockStack, InlineError } from "@shopify/polaris";
import type { FlowMessage, StepOf } from "#app/flows/step.ts";
import type { Problem } from "#app/lib/problem.ts";
import { EMPTY_MESSAGE, kindOf, type MessageDefinition } from "#app/messages/message/message.ts";
import { LISTED_LANGUAGES } from "../../messages/languages.ts";
import { KINDS, partsOfKind } from "../../messages/message-words.ts";
import { TextFields } from "../../messages/text-card.tsx";
import { useMessagePreview } from "../../messages/use-message-preview.ts";
import { problemAt } from "../../problems-of.ts";
import { couponAt, exampleOf } from "../edit/coupon-at.ts";
import { useInEditor } from "../in-editor.ts";
import { Pick, SideBySide, TextLine } from "./fields.tsx";
import { Previewed } from "./text-preview.tsx";

type Own = Extract<FlowMessage, { kind: "own" }>;
type Props = { step: StepOf<"send">; message: Own; set: (message: Own) => void; problems: Problem[] };

/** In the place of a coupon that is yet to be chosen: the preview shows an example of it. */
const NO_COUPON_YET = 1;
const TOPIC_MAX = 60;

export function OwnText({ step, message, set, problems }: Props) {
  const { flow: { definition }, words: { shop }, person } = useInEditor();
  const giver = couponAt(definition, step.id);
  const { class: kind, scope, topic, language, text } = message;
  const whole: MessageDefinition = { ...EMPTY_MESSAGE, class: kind, scope, topic, language, text, coupon: giver && (giver.coupon ?? NO_COUPON_YET) };
  const example = giver?.coupon === null ? exampleOf(giver, shop.currency, language) : null;
  const { preview, shown, isOld, hasFailed } = useMessagePreview(step.id, whole, person?.customerId ?? null, example);
  const change = (part: Partial<MessageDefinition>) => set({ ...message, ...("text" in part ? { text: part.text ?? "" } : {}) });
  const empty = text.trim() === "" ? problemAt(problems, ["message", "text"]) : false;
  return (
    <BlockStack gap="300">
      <TextFields draft={{ definition: whole, change }} live={(preview?.problems ?? []).filter(({ path }) => path[1] === "text")} notices={preview?.notices ?? []} />
      {empty ? <InlineError message={empty} fieldID="message-text" /> : null}
      <Previewed state={{ preview, shown, isOld, hasFailed }} language={language} media={null} />
      <SideBySide>
        <Pick label="Kind" choices={KINDS.map(({ value, label }) => [value, label] as const)} value={kindOf(whole)} onChange={(next) => set({ ...message, ...partsOfKind(next) })} />
        <Pick label="Language" choices={LISTED_LANGUAGES.map(({ value, label }) => [value, label] as const)} value={language} onChange={(next) => set({ ...message, language: next })} />
      </SideBySide>
      {kind === "marketing" ? <TextLine label="Topic (optional)" max={TOPIC_MAX} value={topic} onChange={(next) => set({ ...message, topic: next === "" ? null : next })} error={problemAt(problems, ["message", "topic"])} helpText="Whoever declined it on their preference page does not get this." /> : null}
    </BlockStack>
  );
}
