// What the editor holds: a campaign as it is typed, and as it is sent to be saved.
import { type CampaignDefinition, EXPIRES_DEFAULT_MS } from "#app/messages/campaigns/campaign.ts";
import type { MessageDefinition } from "#app/messages/message/message.ts";

export type Sources = { segments: number[]; lists: number[] };

/** Numbers as they are typed; `day` and `time` apart, as browsers have them. */
export type Draft = {
  name: string;
  message: number | null;
  include: Sources;
  exclude: Sources;
  when: "now" | "at";
  day: string;
  time: string;
  zone: "shop" | "recipient";
  isPaced: boolean;
  perHour: string;
  waitHours: string;
  topic: string;
};

export type Choices = {
  segments: { id: number; name: string; people: number }[];
  lists: { id: number; name: string; people: number }[];
  messages: { id: number; name: string; version: number; definition: MessageDefinition }[];
  brand: string;
  timeZone: string;
  nowLocal: string;
};

const HOUR_MS = 3_600_000;
const NONE: Sources = { segments: [], lists: [] };

const EMPTY: Draft = { name: "", message: null, include: NONE, exclude: NONE, when: "now", day: "", time: "10:00", zone: "recipient", isPaced: false, perHour: "1000", waitHours: String(EXPIRES_DEFAULT_MS / HOUR_MS), topic: "" };

/** With what its address names, where there is such a thing. */
export function emptyDraft(choices?: Choices, asked?: { segment: number | null; list: number | null; message: number | null }): Draft {
  if (!choices || !asked) return EMPTY;
  const message = choices.messages.find(({ id }) => id === asked.message) ?? null;
  return {
    ...EMPTY,
    name: message?.name ?? "",
    message: message?.id ?? null,
    include: { segments: choices.segments.filter(({ id }) => id === asked.segment).map(({ id }) => id), lists: choices.lists.filter(({ id }) => id === asked.list).map(({ id }) => id) },
  };
}

type Saved = Pick<CampaignDefinition, "schedule" | "perHour" | "expiresAfterMs" | "topic"> & { message: { id: number; version: number | null }; include: Sources; exclude: Sources };

export function draftOf(name: string, { message, include, exclude, schedule, perHour, expiresAfterMs, topic }: Saved): Draft {
  const [day = "", time = ""] = (schedule.at ?? "").split("T");
  return {
    name, message: message.id, include, exclude, when: schedule.at === null ? "now" : "at", day, time: time || EMPTY.time, zone: schedule.at === null ? EMPTY.zone : schedule.zone, isPaced: perHour !== null,
    perHour: perHour === null ? EMPTY.perHour : String(perHour), waitHours: String(expiresAfterMs / HOUR_MS), topic: topic ?? "",
  };
}

/** What is not filled in yet is said by the server, beside its field. */
export const asSaved = ({ name, message, include, exclude, when, day, time, zone, isPaced, perHour, waitHours, topic }: Draft) => ({
  name,
  definition: {
    message: { id: message, version: null }, include, exclude, schedule: when === "now" ? { at: null, zone: "shop" } : { at: `${day}T${time}`, zone },
    perHour: isPaced ? (perHour.trim() === "" ? 0 : Number(perHour)) : null, expiresAfterMs: Math.round(Number(waitHours) * HOUR_MS), topic: topic.trim() === "" ? null : topic.trim(),
  },
});

/** Hours that a merchant chooses from, and the one that is saved. */
export const waitChoices = (now: string): string[] => [...new Set(["1", "4", "12", "24", "48", "72", "168", now])].toSorted((one, other) => Number(one) - Number(other));

/** A day that is not over yet at any hour. */
export const tomorrow = (nowLocal: string): string => new Date(Date.parse(`${nowLocal.slice(0, 10)}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
