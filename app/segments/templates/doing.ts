// Templates about what people do: in the store, with messages, and with the shop's other services.
import { asked } from "./template.ts";

const STORE = "In the store";
const MESSAGES = "Texts and emails";
/** Carriers tell no opens of texts: clicks for every hundred delivered. Bands share no edge. */
const CLICKS = "rate(smsClicked per smsDelivered) in last 90 d with 5";
/** Any of their codes, not the last alone. */
const ENDS = "event.ends in next 3 d";

export const DOING = [
  ...asked(STORE, [
    ["browse", "Browses $collection1 and does not buy it", 'count(collectionViewed where event.collection is "$collection1") in last 30 d >= 3 and count(item where item.collections has any {"$collection1"}) in last 30 d = 0'],
    ["viewed-not-bought", "Viewed a product and did not buy it", "seq(productViewed then no item same product within 3 d) in last 30 d"],
    ["many-pages", "Viewed many pages", "sum(visit.pages) in last 30 d >= 8"],
    ["time-on-site", "Long on the site", "sum(visit.minutes) in last 30 d >= 10"],
    ["many-days", "Active on many days", "days(visit) in last 30 d >= 4"],
    ["large-carts", "Large checkouts", "avg(checkoutStarted, event.value) in last 90 d > 100"],
    ["abandons", "Often leaves the checkout", "rate(checkoutAbandoned per checkoutStarted) in last 180 d with 3 >= 50"],
    ["above-average", "Checkout above their own average", "compare nth(-1, checkoutStarted, event.value during last 7 d) > avg(order.net)"],
    ["abandoned-now", "Left the checkout today, with SMS", 'count(checkoutAbandoned) in last 24 h >= 1 and not seq(checkoutAbandoned then order within 24 h) in last 24 h and sms.state is "SUBSCRIBED"'],
    ["search-only", "Searched and did not buy", "seq(searched then no order within 3 d) in last 30 d"],
    ["wishlist", "Put something on a wishlist", "count(wishlistAdded) in last 30 d >= 1"],
    ["back-in-stock", "Waits for something to be back in stock", "count(backInStockAsked) in last 90 d >= 1 and not seq(backInStockAsked then item same product within 90 d) in last 90 d"],
    ["blog", "Reads the blog", 'count(pageViewed where event.path starts "/blogs/") in last 30 d >= 1'],
    ["video", "Watched a video", 'count(custom where event.name is "video_watched") in last 30 d >= 1'],
    ["social", "Came by social media", 'count(pageViewed where event.utmMedium is "social") in last 30 d >= 1'],
  ]),
  ...asked(MESSAGES, [
    ["engager-high", "High engagers with texts", `${CLICKS} >= 40`],
    ["engager-moderate", "Moderate engagers with texts", `${CLICKS} >= 20 and ${CLICKS} < 40`],
    ["engager-low", "Low engagers with texts", `${CLICKS} >= 10 and ${CLICKS} < 20`],
    ["engager-risk", "Losing interest in texts", `${CLICKS} < 10 or trend(rate(smsClicked per smsDelivered) in last 30 d against between 31..60 d ago with 3) <= -15`],
    ["engager-top", "The fifth that clicks texts most", "rank(rate(smsClicked per smsDelivered during last 90 d with 5)) top 20 %"],
    ["engagement-low", "Low engagement score", "sms.score < 30"],
    ["code-ends", "Has a code that ends within days, unused", `count(couponGiven where ${ENDS}) >= 1 and not seq(couponGiven where ${ENDS} then couponUsed within 365 d)`],
    ["consent-ends", "SMS consent ends within two weeks", "sms.ends in next 14 d"],
    ["long-rest", "At rest from texts for three months", "sms.rested in more than 90 d ago"],
    ["email-not-sms", "Clicks emails, not texts", "count(emailClicked) in last 30 d >= 1 and count(smsClicked) in last 30 d = 0"],
  ]),
  ...asked("Service", [["support", "Support customers", "count(ticketOpened) in last 30 d >= 1"]]),
];
