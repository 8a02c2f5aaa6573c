// A click as an event. Its key is the click's number, and whether a person's or a machine's: what turns out to be a
// person's is told once more, and never twice.
import type { Device } from "../../customers/event-kind.ts";
import type { CoverFact, EventFact } from "../../customers/fact.ts";
import { cut } from "../../lib/whole-text.ts";
import { textProps, type TextNames } from "../text-names.ts";
import type { Campaign } from "./utm.ts";

export type UntoldClick = TextNames & { clickId: string; at: Date; isHuman: boolean; agent: string | null; customerId: string | null; url: string | null; utm: Campaign | null };

/** As platforms' machine clicks are called (inbox/platform-facts.ts). */
const BOT_NAME = "sms bot click";

const TEXT_CHARS_MAX = 500;
const WORD_CHARS_MAX = 200;

/** `since`: from then on every click is told. Of a link that is nobody's there is nothing to tell. */
export function clickFacts(clicks: readonly UntoldClick[], since: Date): { events: EventFact[]; covers: CoverFact[] } {
  const events = clicks.flatMap((click) => (click.customerId === null ? [] : [eventOf(click)]));
  const kinds = new Map(events.map(({ kind, name }): [string, CoverFact] => [kind, { kind, since: since.toISOString(), ...(name ? { name } : {}) }]));
  return { events, covers: [...kinds.values()] };
}

function eventOf({ clickId, at, isHuman, agent, customerId, url, utm, ...names }: UntoldClick): EventFact {
  const word = (text: string | null | undefined) => (text ? cut(text, WORD_CHARS_MAX) : null);
  return {
    source: "segue", sourceId: `click/${clickId}${isHuman ? "" : "/bot"}`, kind: isHuman ? "smsClicked" : "custom", name: isHuman ? null : BOT_NAME, at: at.toISOString(), customerId,
    text: url === null ? null : cut(url, TEXT_CHARS_MAX), device: deviceOf(agent), utmSource: word(utm?.source), utmMedium: word(utm?.medium), utmCampaign: word(utm?.campaign),
    ...textProps(names),
  };
}

function deviceOf(agent: string | null): Device | null {
  if (agent === null) return null;
  if (/\biPad\b|\bTablet\b|Android(?!.*\bMobile\b)/i.test(agent)) return "tablet";
  if (/\bMobi|iPhone|Android/i.test(agent)) return "mobile";
  return /Windows|Macintosh|X11|CrOS/.test(agent) ? "desktop" : "other";
}
