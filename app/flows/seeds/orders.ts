// Flows about what somebody bought.
import { GOAL, NAME, PICKED, type Seed, text } from "./seed.ts";

const VIP = `
trigger crosses(of order, value 200)
trigger crosses(of orders, value 5)
entry (reentry never(), group vip)
policies {vip}
step gift coupon(saving percent(percent 15), ends 35 d) then m1
step m1 send(${text(`${NAME}you are one of our best customers. Thank you! Here is 15% off for you, good for a month: {{ coupon.code }} {{ shop.link }}`)}) then w1
step w1 wait.span(span 7 d) then m2
step m2 send(${text(`${NAME}what is new reaches you before everybody else. Have a look: {{ shop.link }}`)}) then w2
step w2 wait.span(span 14 d, from entry) then m3
step m3 send(${text(`As one of our best customers you get the first pick. ${PICKED}`)}) then w3
step w3 wait.span(span 30 d, from entry) then unused
step unused branch.yesNo(note "As far as orders tell: none since then was bought with a discount.", when count(order where order.discounted is true) in last 30 d = 0, yes m4, otherwise none)
step m4 send(${text(`${NAME}your {{ coupon.saving }} is still there for a few days. Your code: {{ coupon.code }} {{ shop.link }}`)})
exit (label Refunded, on (event refund, own yes))
${GOAL}
longest 60 d`;

const POST_PURCHASE = `
trigger event(event item, where item.type is "$type")
entry (when nth(1, item, order.processed where item.type is "$type") in last 1 d, reentry always(), key order)
step shipped wait.event(on {(event fulfilled, own yes)}, within 14 d, otherwise w2) then m1
step m1 send(${text("Your order {{ order.name }} is on its way.{% if order.tracking_link %} Follow it here: {{ order.tracking_link }}{% endif %}", "class transactional, ")}, expires 72 h) then w2
step w2 wait.delivery(plus 3 d, within 14 d, otherwise m2) then m2
step m2 send(${text("How is it going with {{ customer.last_product | default: 'what you ordered' }}? Answer this text, and a person of our shop helps you with the first steps.", "class transactional, ")}, expires 72 h) then w3
step w3 wait.delivery(plus 7 d, within 4 d, otherwise m3) then m3
step m3 send(${text("It goes well with what you have: {% if picks.products %}{{ picks.products.first.title }} {{ picks.products.first.link }}{% else %}{{ shop.link }}{% endif %}")}, expires 72 h, picks 1) then w4
step w4 wait.delivery(plus 14 d, within 7 d, otherwise m4) then m4
step m4 send(${text(`${NAME}how do you like it? A review helps others to choose: {{ shop.link }}`)}, expires 72 h)
exit (label Refunded, on (event refund, own yes))
exit (label Returned, on (event returnRequested, own yes))
${GOAL}
longest 60 d`;

export const ORDERS: Seed[] = [
  { key: "vip", name: "VIP", meaning: "Thanks your best customers, and gives them first pick for a month.", text: VIP, finding: null },
  { key: "post-purchase", name: "Post-purchase education", meaning: "From the shipment to the review, counted from the delivery.", text: POST_PURCHASE, finding: null },
];
