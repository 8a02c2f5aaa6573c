// By which names segments ask about a text of ours: its campaign's or its flow's as it was then, the step, its topic, and whether it had a picture.
import { z } from "zod";
import type { EventFact } from "../customers/fact.ts";
import { cut } from "../lib/whole-text.ts";

const WORD_CHARS_MAX = 200;

export const TextNames = z.object({ textId: z.string().nullable(), campaign: z.string().nullable(), flow: z.string().nullable(), step: z.string().nullable(), topic: z.string().nullable(), /** Null: of one that was not handed over. */ picture: z.boolean().nullable() });
export type TextNames = z.infer<typeof TextNames>;

/** A topic is one line. */
export const topicLine = (topic: string): string => topic.replaceAll(/\s+/g, " ");

/** `campaign` is what belonged to it, whichever it was; a flow and its step are properties as well. */
export function textProps({ textId, campaign, flow, step, topic, picture }: TextNames): Required<Pick<EventFact, "campaign" | "props">> {
  const [of, inFlow] = [campaign ?? flow, flow === null ? null : cut(flow, WORD_CHARS_MAX)];
  const props = { ...(textId !== null && { text: textId }), ...(inFlow !== null && { flow: inFlow }), ...(step !== null && { step }), ...(topic !== null && { topic: topicLine(topic) }), ...(picture !== null && { picture }) };
  return { campaign: of === null ? null : cut(of, WORD_CHARS_MAX), props: Object.keys(props).length > 0 ? props : null };
}
