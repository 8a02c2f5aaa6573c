// The small worlds random people and random conditions are drawn from: nasty texts, instants on the
// edges of days and windows, a zone with daylight saving.
import { sql } from "#app/lib/sql.ts";
import type { Covers } from "#app/segments/cover.ts";

/** Where time alone moves nobody. */
export const NOBODY = sql`SELECT NULL::bigint AS customer_id WHERE false`;

export const ZONE = "America/New_York";
/** Those that customers of the samples live in, and that a calendar knows. */
export const ZONES = ["America/New_York", "Asia/Kathmandu", "Europe/Paris", "Pacific/Auckland"];
/** A few days after the clocks went forward on 8 March 2026, so that windows reach over the change. */
export const NOW = new Date("2026-03-12T15:30:00.000Z");

export const TEXTS = ["", "a", "A", "É", "é", "e", "VIP", "vip", "ΟΔΟΣ", "οδος", "İstanbul", "straße", "O'Hara; drop table customer; --", "100%", "a_b", "{\"x\",y}", "NULL", " ", "US", "CA", "SUBSCRIBED", "PAID", "🧴 soap", "e\u0301", "a\\b", "\u0301", "vip\na"];
export const CODES = ["1", "2", "3", "007", "999999999999999999"];

/** Kinds of told events that random people have, but for the last, which nobody ever told us of. */
export const TOLD = ["productViewed", "cartAdded", "searched", "smsOptedIn", "custom", "preferencesChosen", "couponGiven", "smsClicked", "emailOpened"] as const;
/** People have these too; scores read them. */
export const MESSAGES = ["smsDelivered", "smsDelivered", "smsDelivered", "smsClicked", "smsReplied", "smsOptedOut"] as const;
/** Of which visits are made. */
export const IN_STORE = ["productViewed", "pageViewed", "cartAdded", "cartViewed", "searched"] as const;
export const NAMES = ["quiz", "Quiz", "never told"];

const DAY = 86_400_000;
const midnight = Date.parse("2026-03-12T04:00:00.000Z");
/** Offsets that windows of 1, 2, 7, 30, 60, 90 and 365 days and hours are decided by, to the millisecond. */
export const DAYS: Date[] = [0, 1, 2, 3, 7, 12, 30, 31, 60, 90, 91, 180, 181, 365, 366].flatMap((days) => [
  new Date(NOW.getTime() - days * DAY), new Date(NOW.getTime() - days * DAY - 1), new Date(NOW.getTime() - days * DAY + 1),
  new Date(midnight - days * DAY), new Date(midnight - days * DAY - 1), new Date(midnight - days * DAY + 3_600_000), new Date(midnight - days * DAY + 3_599_999),
]).concat([1, 2, 12].map((hours) => new Date(NOW.getTime() - hours * 3_600_000)), [new Date(NOW.getTime() + 3_600_000), new Date(NOW.getTime() + 5 * DAY)]);

/** From one event of a visit to the next: what belongs to the same or to another, and to the same minute or to another, by a millisecond. */
export const STEPS = [0, 1, 59_999, 60_000, 600_000, 1_799_999, 1_800_000, 1_800_001];
/** Now, and where windows of 7 and of 30 days begin by the clock and by the calendar; and how long before that a visit may begin. */
export const EDGES: Date[] = [0, 4, 6].flatMap((place) => [DAYS[place * 7] ?? NOW, DAYS[place * 7 + 3] ?? NOW]);
export const BEFORE = [1, 600_000, 1_799_999];

/** Coupons were always told of, others since some day, opened emails never. */
export const COVERS: Covers = {
  productViewed: (DAYS[8 * 7] ?? NOW).getTime(), pageViewed: (DAYS[2 * 7] ?? NOW).getTime(), cartAdded: (DAYS[7 * 7] ?? NOW).getTime(), searched: (DAYS[4 * 7 + 3] ?? NOW).getTime(), smsOptedIn: (DAYS[9 * 7] ?? NOW).getTime(),
  preferencesChosen: 0, couponGiven: 0, smsDelivered: 0, smsClicked: (DAYS[11 * 7] ?? NOW).getTime(), smsOptedOut: 0,
  "custom/quiz": (DAYS[6 * 7 + 1] ?? NOW).getTime(), "custom/Quiz": (DAYS[10 * 7] ?? NOW).getTime(),
};
/** As if all of them had been told of from the beginning. */
export const ALWAYS: Covers = Object.fromEntries(Object.keys(COVERS).map((key) => [key, 0]));
