// What an answer depends on besides the facts: the instant, the shop's zone and currency, and since
// when the shop's orders are visible.
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import type { Sql } from "#app/lib/sql.ts";
import type { Covers } from "./cover.ts";
import type { Cutoffs } from "./cutoff.ts";
import type { Half } from "./halves.ts";

export type Ask = {
  now: Date;
  zone: string;
  currency: string;
  /** Those that customers live in, for definitions that count each customer's own days; absent = all count in the shop's. */
  zones?: readonly string[];
  /** Orders before this instant are invisible to us; null or absent = all are visible. */
  ordersSince?: Date | null;
  /** Since when which events are told to us; absent = none are. */
  covers?: Covers;
  /** Where the edges of rankings lie; a ranking that is absent was not taken yet. */
  cutoffs?: Cutoffs;
  /** The question is about an instant of the past (then.ts): may today's values stand in, and since when which segment's members are recorded. */
  past?: { today: boolean; recorded: Readonly<Record<number, number>> };
  /** False: orders and their amounts are counted one by one, not read from the customer's roll-ups. */
  rollups?: boolean;
};

export type ShopAsk = Ask & {
  shop: ShopId;
  /** Read in place of the table of stays: those that are, with some that are only foretold. */
  stays?: Sql;
  /** Where a shop with many customers is halved; null or absent = it is asked at once. */
  middle?: CustomerId | null;
  /** More customers were deleted or merged than are quickly left out. */
  areManyGone?: boolean;
  /** Of these customers alone; absent = of all. */
  half?: Half;
};
