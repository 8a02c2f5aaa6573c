// By which names segments ask about a text of ours: its campaign's or its flow's as it was then, and the step.
import { z } from "zod";
import type { EventFact } from "../customers/fact.ts";
import { cut } from "../lib/whole-text.ts";

const WORD_CHARS_MAX = 200;

export const TextNames = z.object({ textId: z.string().nullable(), campaign: z.string().nullable(), flow: z.string().nullable(), step: z.string().nullable() });
export type TextNames = z.infer<typeof TextNames>;

/** `campaign` is what belonged to it, whichever it was; a flow and its step are properties as well. */
export function textProps({ textId, campaign, flow, step }: TextNames): Required<Pick<EventFact, "campaign" | "props">> {
  const [of, inFlow] = [campaign ?? flow, flow === null ? null : cut(flow, WORD_CHARS_MAX)];
  const props = { ...(textId !== null && { text: textId }), ...(inFlow !== null && { flow: inFlow }), ...(step !== null && { step }) };
  return { campaign: of === null ? null : cut(of, WORD_CHARS_MAX), props: Object.keys(props).length > 0 ? props : null };
}
