// Flows about who is slipping away, and who is about to buy.
import { GOAL, NAME, ORDERED, PICKED, type Seed, text } from "./seed.ts";

const SILENT = "trigger silence(of {(event smsClicked), (event smsReplied)}, since 60 d, when count(smsDelivered) in last 60 d >= 3 and sms.state is \"SUBSCRIBED\")";
const OUT = `exit (label Clicked, on (event smsClicked))
exit (label Replied, on (event smsReplied))
${ORDERED}
${GOAL}`;
/** `days` of the second, third and fourth text. */
const reEngagement = ([second, third, fourth]: readonly [number, number, number]) => `
${SILENT}
entry (reentry sinceEntry(span 180 d))
policies {atRiskOrReengagement}
step c1 coupon(saving percent(percent 20), ends 14 d) then m1
step m1 send(${text(`${NAME}it has been a while. {{ coupon.offer }} if you come back: {{ coupon.code }} {{ shop.link }}`)}) then w1
step w1 wait.span(span ${second} d, from entry) then m2
step m2 send(${text(`Getting more out of what you have: our guides and answers are here. {{ shop.link }}`)}) then w2
step w2 wait.span(span ${third} d, from entry) then c2
step c2 coupon(saving percent(percent 30), ends 3 d) then m3
step m3 send(${text(`${NAME}{{ coupon.offer }}, for three days only: {{ coupon.code }} {{ shop.link }}`)}) then w3
step w3 wait.span(span ${fourth} d, from entry) then m4
step m4 send(${text("Shall we stop? Choose what you hear from us, and how often: {{ shop.preferences_link }}")}) then w4
step w4 wait.span(span 7 d) then sunset
step sunset update(changes {tag(tag sunset), suppress()})
${OUT}
longest 90 d`;

const CAP = { code: "overCap", why: "Four texts in 14 days against a limit of two in 30: the texts beyond it wait or are skipped. The preset “Re-engagement, spaced” fits." };

const BRANCH = `
trigger call(by manual)
trigger call(by api)
entry (reentry sinceEntry(span 14 d))
step which branch.ordered(paths {(when avg(order.net) > 150 and order.last in last 30 d, next premium), (when avg(order.net) < 75 and count(order) >= 1 and compare nth(-1, checkoutStarted, event.value) > avg(order.net), next bundle), (when sms.score < 30, next quiet)}, otherwise default)
step premium send(${text(`${NAME}the best of what is new, for you first: {{ shop.link }}`)})
step bundle coupon(saving percent(percent 10), ends 3 d) then m2
step m2 send(${text("Take more than one thing and pay {{ coupon.saving }} less. Your code: {{ coupon.code }} {{ shop.link }}")})
step quiet call(call startFlow(name Re-engagement))
step default send(${text(`Something new for you? ${PICKED}`)})
${ORDERED}
goal (label "An order", on (event order), within 5 d)
longest 7 d`;

const CHURN = `
trigger prediction(score pred.churn, from 80)
trigger prediction(score pred.churn, from 50, to 80)
trigger prediction(score pred.churn, from 20, to 50)
trigger prediction(score pred.churn, from 0, to 20)
entry (reentry sinceEntry(span 60 d))
step risk branch.ordered(paths {(when pred.churn >= 80, next offer), (when pred.churn >= 50, next quiet), (when pred.churn >= 20, next loyal), (when pred.churn < 20, next more)}, otherwise none)
step offer coupon(saving percent(percent 20), ends 7 d) then m1
step m1 send(${text(`${NAME}we would love to have you back: {{ coupon.offer }} for a week. {{ coupon.code }} {{ shop.link }}`)})
step quiet call(call startFlow(name Re-engagement))
step loyal send(${text(`${NAME}thank you for coming back to us again and again. This is new: {{ shop.link }}`)})
step more send(${text(`It goes well with what you have: {{ picks.products.first.title | default: 'what is new' }} {{ shop.link }}`)}, picks 1)
${ORDERED}
goal (label "An order", on (event order), within 30 d)
longest 30 d`;

const NEXT_PURCHASE = `
trigger date(field pred.nextOrder, days -7)
entry (reentry sinceEntry(span 30 d))
step when branch.ordered(paths {(when pred.nextOrderDays <= 7, next restock), (when pred.nextOrderDays between 8..30, next learn), (when pred.nextOrderDays between 31..60, next loyal), (when pred.nextOrderDays > 60, next offer)}, otherwise none)
step restock send(${text("Running low on {{ customer.last_product | default: 'what you ordered last' }}? Get it again here: {{ shop.link }}")})
step learn send(${text("Getting more out of what you have: our guides and answers are here. {{ shop.link }}")})
step loyal send(${text(`${NAME}thank you for being with us. This is new: {{ shop.link }}`)})
step offer coupon(saving percent(percent 15), ends 7 d) then m4
step m4 send(${text(`${NAME}it has been a while. {{ coupon.offer }} for a week: {{ coupon.code }} {{ shop.link }}`)})
${ORDERED}
goal (label "An order", on (event order), within 14 d)
longest 30 d`;

export const SCORES: Seed[] = [
  { key: "re-engagement", name: "Re-engagement", meaning: "Four texts in two weeks to people who stopped answering, then quiet.", text: reEngagement([3, 7, 14]), finding: CAP },
  { key: "re-engagement-spaced", name: "Re-engagement, spaced", meaning: "The same four texts, spaced so that never more than two fall into 30 days.", text: reEngagement([14, 31, 45]), finding: null },
  { key: "branch", name: "One offer for each kind of customer", meaning: "Premium, bundle, re-engagement or the usual, by who they are.", text: BRANCH, finding: null },
  { key: "churn", name: "At risk of leaving", meaning: "Acts on the churn score: an offer, re-engagement, loyalty or something that goes with it.", text: CHURN, finding: null },
  { key: "next-purchase", name: "Before the next order", meaning: "A week before the order that is expected, by how far away it is.", text: NEXT_PURCHASE, finding: null },
];
