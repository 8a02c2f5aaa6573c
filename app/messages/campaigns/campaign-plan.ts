// When each text of a campaign is due: by its time, in the shop's zone or wherever the person may be, and by its pace. The
// dry run and the sending take the same road here. Whether it may go then, the gate says.
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { hours, minutes } from "../../lib/time.ts";
import { isZone } from "../../segments/zones.ts";
import { phoneParts } from "../../shopify/phone.ts";
import type { CampaignDefinition, Schedule } from "./campaign.ts";
import { plausible } from "../gate/region.ts";

/** The zone in which a day begins before it does anywhere else. */
const FIRST_ZONE = "Etc/GMT-14";

/** A time that a clock skips moves on; one that comes twice is the first. */
export function instantOf(local: string, zone: string): number {
  const known = instants.get(`${local} ${zone}`);
  if (known !== undefined) return known;
  const instant = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  if (instants.size >= INSTANTS_MAX) instants.clear();
  instants.set(`${local} ${zone}`, instant);
  return instant;
}

/** A campaign asks for everybody in it, of a few zones. */
const instants = new Map<string, number>();
const INSTANTS_MAX = 1_000;

export const localOf = (ms: number, zone: string): string => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().round({ smallestUnit: "minute", roundingMode: "floor" }).toString({ smallestUnit: "minute" });

/** From when on the campaign has something to do: people are taken then. */
export const startsAt = ({ at, zone }: Schedule, shopZone: string, now: number): number => (at === null ? now : Math.max(now, instantOf(at, zone === "shop" ? shopZone : FIRST_ZONE)));

export type Where = { phone: string; timeZone: string | null; country: string | null; province: string | null; postal: string | null };

/** The zone of their address; without one, the place where the hour comes last of all where they may be. */
export function wantedAt({ at, zone }: Schedule, shopZone: string, where: Where, from: number): number {
  if (at === null) return from;
  if (zone === "shop") return Math.max(from, instantOf(at, shopZone));
  if (isZone(where.timeZone)) return Math.max(from, instantOf(at, where.timeZone));
  const { phoneCountry, phoneArea } = phoneParts(where.phone);
  const { zones } = plausible({ zone: null, addresses: [where], number: { country: phoneCountry, area: phoneArea } });
  return Math.max(from, ...zones.map((each) => instantOf(at, each)));
}

/** How many were planned for each stretch of time, by its number; a stretch that is full takes nobody more. */
export const Pace = z.strictObject({ taken: z.record(z.string(), z.int().positive()) });
export type Pace = z.infer<typeof Pace>;
export const NO_PACE: Pace = { taken: {} };

/** A tenth of an hour: the slowest pace is one person in each. */
const STRETCH_MS = minutes(6);
const STRETCHES_AN_HOUR = hours(1) / STRETCH_MS;

/** Takes the first free place at or after the wanted instant; within a stretch they are spread evenly. One for each page of people. */
export function pacer(perHour: CampaignDefinition["perHour"], before: Pace): { at: (wanted: number) => number; pace: () => Pace } {
  if (perHour === null) return { at: (wanted) => wanted, pace: () => before };
  const most = Math.max(1, Math.floor(perHour / STRETCHES_AN_HOUR));
  const taken = new Map(Object.entries(before.taken).map(([stretch, count]) => [Number(stretch), count]));
  /** The first stretch from here on that was not full when it was looked at. */
  const known = new Map<number, number>();
  const firstFree = (from: number): number => {
    let stretch = known.get(from) ?? from;
    while ((taken.get(stretch) ?? 0) >= most) stretch += 1;
    known.set(from, stretch);
    return stretch;
  };
  return {
    at: (wanted) => {
      const stretch = firstFree(Math.floor(wanted / STRETCH_MS));
      const place = taken.get(stretch) ?? 0;
      taken.set(stretch, place + 1);
      return Math.max(wanted, stretch * STRETCH_MS + Math.floor((place * STRETCH_MS) / most));
    },
    pace: () => ({ taken: Object.fromEntries([...taken].sort(([one], [other]) => one - other)) }),
  };
}

/** Its own end, counted from when it is due. */
export const endOf = ({ expiresAfterMs }: CampaignDefinition, dueAt: number): number => dueAt + expiresAfterMs;
