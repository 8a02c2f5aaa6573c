// What can happen to a person that a flow listens for: everything that segments can count (but visits), and what becomes of an order on
// its way. A happening is told once by whoever saw it, with an id of its own, so that twice is once.
import { z } from "zod";
import { EventKey, Filter, FILTERS_MAX } from "../segments/definition.ts";

/** Steps of an order that no segment counts. Their conditions are on the order. */
export const ON_THE_WAY = ["paid", "edited", "partlyFulfilled", "fulfilled", "returnRequested", "returnClosed", "outForDelivery", "delayed", "deliveryFailed", "readyForPickup"] as const;

/** A visit is no news of itself: each event of it is. */
const HeardEvent = EventKey.exclude(["visit"]);
export type HeardEvent = z.infer<typeof HeardEvent>;

export const Happening = z.enum([...HeardEvent.options, ...ON_THE_WAY]);
export type Happening = z.infer<typeof Happening>;

export const isOnTheWay = (event: Happening): event is (typeof ON_THE_WAY)[number] => ON_THE_WAY.some((each) => each === event);

/** Whose fields conditions on a happening may ask about. */
export const eventOf = (event: Happening): HeardEvent => (isOnTheWay(event) ? "order" : event);

const Filters = z.array(Filter).max(FILTERS_MAX, `At most ${FILTERS_MAX} conditions on one event.`);

/**
 * `own`: only about what this run is about: its order, checkout or product; of texts and clicks, the texts of this run.
 * `whereAny`: one of the conditions is enough.
 */
export const Told = z.strictObject({ event: Happening, where: Filters.default([]), whereAny: z.boolean().default(false), own: z.boolean().default(false) });
export type Told = z.infer<typeof Told>;

