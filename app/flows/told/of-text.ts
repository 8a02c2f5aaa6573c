// What became of a text: a click, a reply, its delivery; or that nothing came of it within the span since it went.
import { eventFact } from "../../customers/fact-id.ts";
import type { Occurrence } from "../../segments/field.ts";
import { after } from "../span.ts";
import type { Trigger } from "../trigger.ts";
import { type Asker, enter, type Met, NOTHING, type ToldFact, type Watch } from "./told-fact.ts";

type OfText = Extract<Trigger, { kind: "text" }>;

export function ofText(trigger: OfText, told: ToldFact, { facts, history, watches }: Asker): readonly Met[] {
  const { text, campaign } = told.detail;
  if (trigger.campaign !== null && campaign !== trigger.campaign) return NOTHING;
  if (trigger.what !== "notClicked" && trigger.what !== "notReplied") return isOfLink(trigger, told, history.everOf("smsClicked")) ? enter(told) : NOTHING;
  if (text === undefined || trigger.within === null) return NOTHING;
  if (told.what === "smsClicked" || told.what === "smsReplied") return told.what === "smsClicked" && !isOfLink(trigger, told, history.everOf("smsClicked")) ? NOTHING : [{ does: "unwatch", key: text, until: Infinity }];
  // It went, and then it was delivered: the wait began when it went.
  if (watches.some(({ key }) => key === text)) return NOTHING;
  return [{ does: "watch", watch: { key: text, at: told.at, dueAt: after(told.at, trigger.within, facts.shopZone()), about: told.about, detail: { first: told.fact } } }];
}

/** Nobody came back to it, as far as is known; a reply answers whatever went last. */
export function lookText(trigger: OfText, { key, at, dueAt, about }: Watch, { history }: Asker): readonly Met[] {
  const event = trigger.what === "notReplied" ? "smsReplied" : "smsClicked";
  const came = history.of(event).some((each) => each.at >= at && each.at <= dueAt && (event === "smsReplied" || isOf(key, each)) && (event === "smsReplied" || linkFits(trigger, each.event?.text ?? null)));
  return came ? NOTHING : enter({ fact: `${trigger.what}/${key}`, at: dueAt, about });
}

const isOf = (text: string, { event }: Occurrence): boolean => event?.props?.text === text || event?.props?.messageId === text;

const isOfLink = (trigger: OfText, told: ToldFact, clicks: readonly Occurrence[]): boolean =>
  trigger.link === null || told.what !== "smsClicked" || linkFits(trigger, clicks.find(({ event }) => event && eventFact(event.eventId) === told.fact)?.event?.text ?? null);

/** What a link adds to its address so that it can be told apart later does not count. */
const bare = (url: string): string => url.replace(/[?#].*$/, "").replace(/\/$/, "");
const linkFits = ({ link }: OfText, clicked: string | null): boolean => link === null || (clicked !== null && (clicked === link || bare(clicked) === bare(link)));
