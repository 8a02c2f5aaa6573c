// What the answer to "where may this person be?" says.
import { AT_REST } from "#app/messages/gate/limits.ts";
import { reasonOf } from "#app/messages/gate/reasons.ts";
import { SHIPPED } from "#app/messages/policies/shipped-policies.ts";
import type { Where } from "#app/messages/compliance/where.ts";
import { formatInstant, formatPlural } from "../format.ts";
import { countryName, regionName } from "../place-names.ts";
import { clockWords } from "./week-words.ts";

/** "US-FL" is "Florida, United States", "US" is "United States", "ZZ" nowhere we know. */
export function placeName(region: string): string {
  if (region === "ZZ") return "a place we cannot tell";
  return region.includes("-") ? regionName(region) : countryName(region);
}

/** "Chicago: 7:30 AM". */
export const zoneWords = ({ name, minute }: Where["zones"][number]) => `${cityOf(name)}: ${clockWords(minute)}`;

export const cityOf = (zone: string) => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

export function openWords({ countryOff, closed, opensAt }: Where, timeZone: string): { tone: "success" | "attention" | "critical"; title: string; said: string } {
  if (countryOff !== null) return { tone: "critical", title: "Never", said: `Texts to ${placeName(countryOff)} are switched off.` };
  if (closed === null) return { tone: "success", title: "Now", said: "It is within the hours of every place where they may be." };
  const { says } = reasonOf(closed.reason);
  const named = closed.rule === "shop" ? "" : ` What decides is the rule of ${ruleName(closed.rule)} at the clock of ${cityOf(closed.zone)}.`;
  if (closed.reason === "banned") return { tone: "critical", title: "Never", said: says };
  if (opensAt === null) return { tone: "critical", title: "Never", said: `No hour of the next three weeks suits every place where they may be. ${says}` };
  return { tone: "attention", title: `From ${formatInstant(new Date(opensAt).toISOString(), timeZone)}`, said: `${says}${named}` };
}

/** "US-FL", "US-FL/limit", "US-unknown", "*". */
export function ruleName(rule: string): string {
  const [region = "", part] = rule.split("/");
  if (region === "*") return "any other country";
  if (region === "US-unknown") return "the United States where the state is not known";
  if (region === `policy:${AT_REST}`) return "a flow that lets them rest";
  if (region.startsWith("policy:")) return `the policy “${policyTitle(region.slice("policy:".length))}”`;
  if (OWN[region]) return OWN[region];
  return `${placeName(region)}${part ? " (its limit)" : ""}`;
}

const OWN: Record<string, string> = { brand: "your own limit for each person", shop: "your own hours", person: "their own wish", budget: "your spending limit", stop: "their STOP", step: "the limit of the flow’s step" };

export const limitWords = ({ id, max, windowMs }: Where["limits"][number]) => `${formatPlural(max, "text")} in any ${spanWords(windowMs)} (${placeName(id.split("/")[0] ?? "")})`;

/** "24 hours", "7 days". */
export function spanWords(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  return hours > 24 && hours % 24 === 0 ? formatPlural(hours / 24, "day") : formatPlural(hours, "hour");
}

export const policyTitle = (name: string): string => (name === AT_REST ? "At rest, by a flow" : (SHIPPED[name]?.title ?? name));
