// What messages and their parts are called on the screens.
import { LISTED_LANGUAGES } from "./languages.ts";
import type { CostPage } from "#app/messages/message/cost-sum.ts";
import type { MessageDefinition, MessageKind } from "#app/messages/message/message.ts";
import type { Parts } from "#app/messages/text/parts.ts";
import { formatCount, formatPlural } from "../format.ts";

export const KINDS: readonly { value: MessageKind; label: string; help: string }[] = [
  { value: "promotional", label: "Promotional", help: "Goes to people who agreed to marketing texts, within legal hours and limits." },
  { value: "cart", label: "Cart reminder", help: "Goes once for each cart within 48 hours, to people who agreed to cart reminders and confirmed it by text." },
  { value: "transactional", label: "Service", help: "About an order, without any promotion. Goes to people who agreed to service texts, at any hour." },
];

export const kindLabel = (kind: MessageKind): string => KINDS.find(({ value }) => value === kind)?.label ?? "";

export const partsOfKind = (kind: MessageKind): Pick<MessageDefinition, "class" | "scope"> => ({ class: kind === "transactional" ? "transactional" : "marketing", scope: kind === "cart" ? "cartReminders" : "marketing" });

export const languageLabel = (language: string): string => LISTED_LANGUAGES.find(({ value }) => value === language)?.label ?? language;

export const meterWords = ({ parts, room }: Parts): string => `${formatPlural(parts, "part")}, ${formatPlural(room, "character")} left in ${parts === 1 ? "it" : "the last"}`;

export const encodingWords = ({ encoding }: Parts): string =>
  encoding === "GSM-7" ? "Plain characters (GSM-7): 160 fit a part, 153 where there are several." : "With characters that plain texts lack (UCS-2): only 70 fit a part, 67 where there are several.";

/** "$12.34", and cents of a cent where it is little. */
export const dollars = (micros: number): string => (micros / 1_000_000).toLocaleString("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: micros < 1_000_000 ? 4 : 2 });

export const costSentence = ({ parts, micros, isEstimate }: CostPage, people: number): string =>
  people === 0 ? "Nobody here would get this text." : `${formatPlural(people, "person", "people")}, ${formatPlural(parts, "part")}: ${isEstimate ? "about " : ""}${dollars(micros)}.`;

export function leftOutWords({ never, unfit }: CostPage): string[] {
  return [
    ...(never > 0 ? [`${formatCount(never)} cannot be texted: no consent of this kind, no reachable number, or a country that is off.`] : []),
    ...(unfit > 0 ? [`${formatCount(unfit)} would get nothing: the text speaks of something that they do not have.`] : []),
  ];
}
