// Templates about who people are, where they live, and where they stand with the shop.
import { asked } from "./template.ts";

const WHO = "Who and where they are";
const LIFECYCLE = "Lifecycle";
const TEXTS_ALLOWED = 'sms.state is "SUBSCRIBED"';
const WIN_BACK = "count(order) >= 1 and order.last in more than 90 d ago";

/** Every shop has these three from its first day. */
export const STARTERS = [
  ...asked("Value", [["vip", "VIP customers", 'order.tier is "vip"']]),
  ...asked(LIFECYCLE, [["new", "New customers", "order.first in last 30 d"], ["win-back", "Win-back", WIN_BACK]]),
];

export const PEOPLE = [
  ...asked(WHO, [
    ["region", "In your two largest regions", 'person.region in {"$region1", "$region2"}'],
    ["time-zone", "On the US East Coast's clock", 'person.timeZone in {"America/New_York", "America/Detroit", "America/Toronto"}'],
    ["near", "Within 40 km of Austin", "person.place within 40 km of 30.2672, -97.7431"],
    ["weather", "Rain is coming", 'person.forecast is "rain"'],
    ["generation-genZ", "Gen Z", 'person.generation is "genZ"'],
    ["generation-millennial", "Millennials", 'person.generation is "millennial"'],
    ["generation-genX", "Gen X", 'person.generation is "genX"'],
    ["generation-boomer", "Boomers", 'person.generation is "boomer"'],
  ]),
];

export const LIFECYCLES = [
  ...asked(LIFECYCLE, [
    ["prospect", "Prospects", 'lifecycle.stage is "prospect"'],
    ["new-subscriber", "New SMS subscribers", `${TEXTS_ALLOWED} and sms.updated in last 30 d`],
    ["active", "Active", 'lifecycle.stage is "active"'],
    ["established", "Established", 'lifecycle.stage is "established"'],
    ["lost", "Lost", 'lifecycle.stage is "lost"'],
    ["overdue", "Overdue by their own rhythm", "compare daysSinceLast(order) >= 1.5 * gapMedian(order)"],
    ["high-value-recent", "High-value recent buyers with SMS", `count(order) in last 30 d >= 1 and avg(order.net) > 150 and ${TEXTS_ALLOWED}`],
    ["high-value-engaged", "High-value recent buyers who answer texts", `count(order) in last 30 d >= 1 and avg(order.net) > 150 and ${TEXTS_ALLOWED} and (count(smsClicked) in last 14 d >= 1 or count(smsReplied) in last 14 d >= 1)`],
    ["re-engage", "Re-engagement candidates with SMS", `${WIN_BACK} and ${TEXTS_ALLOWED}`],
    ["re-engage-silent", "Re-engagement candidates who click no texts", `${WIN_BACK} and ${TEXTS_ALLOWED} and count(smsClicked) in last 60 d = 0`],
  ]),
  ...asked("RFM", [
    ["rfm-champions", "Champions", 'rfm.group is "champions"'],
    ["rfm-loyal", "Loyal", 'rfm.group is "loyal"'],
    ["rfm-potential", "Potential loyalists", 'rfm.group is "potential"'],
    ["rfm-atRisk", "At risk", 'rfm.group is "atRisk"'],
  ]),
];
