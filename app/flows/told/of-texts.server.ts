// What became of texts, before it is told: which text of ours it is about, and of what campaign. Words that mean stop, or may
// mean it, are no reply to any flow: whoever is out by them is told so by the word on consent itself.
import { readReply } from "../../consent/keywords.ts";
import { partsOf } from "../../customers/fact-id.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { textOf } from "../person/occurrence.ts";
import { textsTo } from "../person/person-rows.server.ts";
import { smsEvents } from "./sms-rows.server.ts";
import type { Taken } from "./tell-rows.server.ts";

const OF_TEXTS: ReadonlySet<string> = new Set(["smsSent", "smsDelivered", "smsFailed", "smsClicked", "smsReplied", "smsOptedOut"]);
const STOPS: readonly string[] = ["optOut", "suspected"];

export async function ofTexts(world: World, shop: ShopId, taken: readonly Taken[]): Promise<Taken[]> {
  const about = taken.filter(({ what, fact }) => OF_TEXTS.has(what) && partsOf(fact).kind === "event");
  if (about.length === 0) return [...taken];
  const events = new Map((await smsEvents(world, shop, about.map(({ fact }) => partsOf(fact).ids[0] ?? ""))).map((event) => [event.eventId, event]));
  const texts = await textsTo(world, shop, [...new Set(about.map(({ customer }) => CustomerId.parse(customer)))]);
  return taken.flatMap((told) => {
    const event = OF_TEXTS.has(told.what) ? events.get(partsOf(told.fact).ids[0] ?? "") : undefined;
    if (!event) return [told];
    if (told.what === "smsReplied" && STOPS.includes(readReply(event.text ?? "").meaning)) return [];
    const text = textOf(event, texts.get(told.customer) ?? []);
    const messageId = event.props?.messageId;
    const name = text?.textId ?? (typeof messageId === "string" ? messageId : undefined);
    return [{
      ...told, textKey: text?.run != null && text.key !== null ? `flow/${text.run}/${text.key}` : told.textKey,
      detail: { ...told.detail, ...(name !== undefined && { text: name }), campaign: text?.campaign ?? null },
    }];
  });
}
