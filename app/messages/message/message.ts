// A message: what a merchant writes once and sends to many. What is saved is kept whole in every version; campaigns and
// texts name the version they mean.
import { z } from "zod";
import { NAME_MAX } from "../../lib/name.ts";
import { WHOLE_TEXT } from "../../lib/whole-text.ts";
import { TOPIC_MAX } from "../campaigns/campaign.ts";
import { TEMPLATE_MAX } from "../text/read-template.ts";
import type { Root } from "../text/variables.ts";
import { LANGUAGES } from "../text/wording.ts";

export const MessageId = z.int().positive().max(2_147_483_647).brand<"MessageId">();
export type MessageId = z.infer<typeof MessageId>;

export const MESSAGES_MAX = 1_000;
export const SUBJECT_MAX = 60;
export const UTM_MAX = 100;
const MEDIA_URL_MAX = 1_000;

const maybe = (max: number, what: string) => z.string().trim().max(max, `${what} has at most ${max} characters.`).regex(WHOLE_TEXT, "Use whole characters.").nullable().transform((text) => text || null);

export const MessageDefinition = z.strictObject({
  /** Conversations and the answers that the law asks for are never written beforehand. */
  class: z.enum(["marketing", "transactional"]),
  /** Of a promotional one: which consent it needs. */
  scope: z.enum(["marketing", "cartReminders"]),
  /** Whoever declined it gets nothing. */
  topic: maybe(TOPIC_MAX, "A topic"),
  /** What some laws count texts by. */
  subject: maybe(SUBJECT_MAX, "A subject"),
  text: z.string().max(TEMPLATE_MAX, `A text has at most ${TEMPLATE_MAX} characters, variables included.`).transform((text) => text.replace(/\r\n?/g, "\n")),
  /** The address of a picture. */
  media: maybe(MEDIA_URL_MAX, "An address"),
  /** Null: as the settings say. */
  smart: z.boolean().nullable(),
  language: z.enum(LANGUAGES),
  coupon: z.int().positive().nullable(),
  utm: z.strictObject({ campaign: maybe(UTM_MAX, "A campaign's name"), content: maybe(UTM_MAX, "What tells links apart") }),
});
export type MessageDefinition = z.infer<typeof MessageDefinition>;

export const MessageDraft = z.strictObject({
  name: z.string().trim().min(1, "Give the message a name.").max(NAME_MAX, `A name has at most ${NAME_MAX} characters.`).regex(WHOLE_TEXT, "Use whole characters."),
  definition: MessageDefinition,
});
export type MessageDraft = z.infer<typeof MessageDraft>;

export const EMPTY_MESSAGE: MessageDefinition = {
  class: "marketing", scope: "marketing", topic: null, subject: null, text: "", media: null, smart: null, language: "en", coupon: null, utm: { campaign: null, content: null },
};

export type MessageKind = "promotional" | "cart" | "transactional";

export const kindOf = ({ class: kind, scope }: Pick<MessageDefinition, "class" | "scope">): MessageKind => (kind === "transactional" ? "transactional" : scope === "cartReminders" ? "cart" : "promotional");

/** What its text may speak of besides the shop and the customer. */
export function rootsOf(definition: Pick<MessageDefinition, "class" | "scope" | "coupon">): Root[] {
  const kind = kindOf(definition);
  const coupon: Root[] = definition.coupon === null || kind === "transactional" ? [] : ["coupon"];
  switch (kind) {
    case "promotional": return ["order", "picks", ...coupon];
    case "cart": return ["cart", "picks", ...coupon];
    case "transactional": return ["order"];
    default: return kind satisfies never;
  }
}

/** The name under which visits are seen, where the merchant says none: "Spring sale" is spring-sale. */
export const campaignName = (name: string): string => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, UTM_MAX);
