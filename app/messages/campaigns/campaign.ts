// A campaign: one message to everybody in some segments and lists, once. What is saved is kept whole in every version; a
// dry run and the sending name the version they are of.
import { z } from "zod";
import { ListId, SegmentId } from "../../lib/ids.ts";
import { NAME_MAX } from "../../lib/name.ts";
import type { Problem } from "../../lib/problem.ts";
import { days, hours } from "../../lib/time.ts";
import { WHOLE_TEXT } from "../../lib/whole-text.ts";

export const CampaignId = z.int().positive().max(2_147_483_647).brand<"CampaignId">();
export type CampaignId = z.infer<typeof CampaignId>;

export const CAMPAIGNS_MAX = 2_000;
/** On each side, segments and lists together. */
export const PEOPLE_SOURCES_MAX = 20;
export const TOPIC_MAX = 60;
/** Fewer an hour would take months for a few thousand people. */
export const PER_HOUR_MIN = 10;
export const PER_HOUR_MAX = 1_000_000;
export const EXPIRES_MIN_MS = hours(1);
export const EXPIRES_MAX_MS = days(7);
export const EXPIRES_DEFAULT_MS = hours(24);

/** A wall clock's time without a zone, to the minute. */
export const LocalTime = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, "Choose a day and a time.");

export const Sources = z.strictObject({ segments: z.array(SegmentId).max(PEOPLE_SOURCES_MAX), lists: z.array(ListId).max(PEOPLE_SOURCES_MAX) });
export type Sources = z.infer<typeof Sources>;

/** `at` null: as soon as it is started. In the zone "recipient" each gets it when that time has come wherever they may be. */
export const Schedule = z.strictObject({ at: LocalTime.nullable(), zone: z.enum(["shop", "recipient"]) });
export type Schedule = z.infer<typeof Schedule>;

export const CampaignDefinition = z.strictObject({
  /** `version` null: the newest that there is at the dry run, which is then the one that goes out. */
  message: z.strictObject({ id: z.int().positive(), version: z.int().positive().nullable() }),
  include: Sources,
  exclude: Sources,
  schedule: Schedule,
  /** At most so many an hour; null: as fast as the sender takes them. */
  perHour: z.int().min(PER_HOUR_MIN, `At least ${PER_HOUR_MIN} an hour.`).max(PER_HOUR_MAX).nullable(),
  /** How long a text may wait for an hour or a limit that suits it. */
  expiresAfterMs: z.int().min(EXPIRES_MIN_MS, "At least an hour.").max(EXPIRES_MAX_MS, "At most seven days."),
  /** Whoever declined it gets nothing; null: the message's own. */
  topic: z.string().trim().min(1).max(TOPIC_MAX).regex(WHOLE_TEXT).nullable(),
});
export type CampaignDefinition = z.infer<typeof CampaignDefinition>;

export const CampaignDraft = z.strictObject({
  name: z.string().trim().min(1, "Give the campaign a name.").max(NAME_MAX, `A name has at most ${NAME_MAX} characters.`).regex(WHOLE_TEXT, "Use whole characters."),
  definition: CampaignDefinition,
});
export type CampaignDraft = z.infer<typeof CampaignDraft>;

export const CAMPAIGN_STATES = ["draft", "scheduled", "running", "paused", "done", "cancelled"] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** As message.ts tells them apart, which needs this file. */
type MessageKind = "promotional" | "cart" | "transactional";

/** What of it there is in the shop. */
export type Known = { segments: ReadonlySet<number>; lists: ReadonlySet<number>; message: { kind: MessageKind; newest: number } | null };

/** `nowLocal`: the shop's wall clock. */
export function checkCampaign({ message, include, exclude, schedule }: CampaignDefinition, known: Known, nowLocal: string): Problem[] {
  const problems: Problem[] = [];
  const say = (path: Problem["path"], text: string) => void problems.push({ path: ["definition", ...path], message: text });
  if (!known.message) say(["message"], "Choose a message that exists.");
  else if (known.message.kind !== "promotional") say(["message"], known.message.kind === "cart" ? "A campaign is about no cart. Choose another message." : "A campaign sends promotional messages only. This one is a service message.");
  else if (message.version !== null && message.version > known.message.newest) say(["message"], "This version of the message does not exist.");
  if (include.segments.length + include.lists.length === 0) say(["include"], "Choose at least one segment or list.");
  for (const [side, sources] of [["include", include], ["exclude", exclude]] as const) {
    if (sources.segments.length + sources.lists.length > PEOPLE_SOURCES_MAX) say([side], `At most ${PEOPLE_SOURCES_MAX} segments and lists.`);
    if (sources.segments.some((id) => !known.segments.has(id))) say([side], "A segment was deleted. Take it out.");
    if (sources.lists.some((id) => !known.lists.has(id))) say([side], "A list was deleted. Take it out.");
  }
  const both = include.segments.some((id) => exclude.segments.includes(id)) || include.lists.some((id) => exclude.lists.includes(id));
  if (both) say(["exclude"], "The same segment or list cannot be both chosen and left out.");
  if (schedule.at !== null && schedule.at <= nowLocal) say(["schedule", "at"], "This time has passed in your shop’s time zone.");
  return problems;
}

/** Each once, in order: the same choice is the same version. */
export const tidy = (definition: CampaignDefinition): CampaignDefinition => ({ ...definition, include: once(definition.include), exclude: once(definition.exclude) });

const once = ({ segments, lists }: Sources): Sources => ({ segments: [...new Set(segments)].sort((a, b) => a - b), lists: [...new Set(lists)].sort((a, b) => a - b) });

export const textKey = (campaign: CampaignId, version: number, customer: string) => `campaign/${campaign}/${version}/${customer}`;
