// Flows about what somebody looked at, left or asked for, and about joining.
import { GOAL, NAME, ORDERED, PICKED, type Seed, text } from "./seed.ts";

const CART = `
trigger abandoned(what checkout, idle 30 min)
entry (reentry sinceEntry(span 7 d), key checkout)
step m1 send(${text("You left {{ cart.items.first.title | default: 'something' }} in your cart. It is still there: {{ cart.link }}", "scope cartReminders, ")}) then w1
step w1 wait.event(on {(event order)}, within 20 h, otherwise worth) then done
step worth branch.yesNo(when compare nth(-1, checkoutStarted, event.value) > avg(order.net), yes bundle, otherwise none)
step bundle coupon(saving percent(percent 10), ends 3 d) then m2
step m2 send(${text(`${NAME}bundles cost less: {{ coupon.offer }} when you take more than one thing. Your code: {{ coupon.code }} {{ shop.link }}`)})
step done end(label Ordered)
${ORDERED}
goal (label "An order", on (event order), within 5 d)
longest 7 d`;

const BROWSE = `
trigger viewed(what category, times 2, within 24 h, noCart yes)
entry (reentry sinceEntry(span 14 d))
step m1 send(${text(`Still looking? ${PICKED}`)})
${ORDERED}
goal (label "An order", on (event order), within 5 d)
longest 7 d`;

const BACK_IN_STOCK = `
trigger stock(what back, audience {asked, viewed}, views 2, perUnit 3)
entry (reentry always(), key product)
step m1 send(${text(`${NAME}what you were waiting for is back in stock. It may not last: {{ shop.link }}`, 'topic "Back in stock", ')})
${ORDERED}
goal (label "An order", on (event order), within 5 d)
longest 7 d`;

const WELCOME = `
trigger consent(what subscribed)
entry (reentry never())
policies {newSubscriberWelcome}
step m1 send(${text("Welcome{% if customer.first_name %}, {{ customer.first_name }}{% endif %}! You are on the list now: what is new reaches you first. {{ shop.link }}")}) then w1
step w1 wait.span(span 3 d, from entry) then m2
step m2 send(${text("This is what others love most. {% if picks.products %}{{ picks.products.first.title }} {{ picks.products.first.link }}{% else %}{{ shop.link }}{% endif %}")}) then w2
step w2 wait.span(span 10 d, from entry) then m3
step m3 send(${text("You decide what you hear from us, and when: {{ shop.preferences_link }}")}) then w3
step w3 wait.span(span 24 d, from entry) then m4
step m4 send(${text(`${NAME}have you found something yet? If you want advice, just answer this text. {{ shop.link }}`)})
exit (label Ordered, on (event order), starts "Post-purchase education")
${GOAL}
longest 40 d`;

const CROSS_CHANNEL = `
trigger event(event emailReceived)
entry (reentry sinceEntry(span 7 d))
step w1 wait.event(on {(event emailClicked)}, within 24 h, otherwise who) then who
step who branch.ordered(paths {(when count(emailClicked) in last 24 h >= 1 and count(smsClicked) in last 30 d = 0, next m1), (when count(smsClicked) in last 30 d >= 1 and count(emailClicked) in last 24 h = 0, next follow), (when count(smsClicked) in last 30 d = 0 and count(emailClicked) in last 24 h = 0, next other)}, otherwise done)
step m1 send(${text(`You had a look at our email. ${PICKED}`)})
step follow call(call webhook(event "email follow-up"))
step other call(call webhook(event "another channel"))
step done end(label "Reached by both")
${ORDERED}
goal (label "An order", on (event order), within 5 d)
longest 7 d`;

const SOON = { code: "overCap", why: "The bundle comes 20 hours after the reminder, as written: with a limit of one text a day it waits four hours more." };

export const VISITS: Seed[] = [
  { key: "cart", name: "Abandoned checkout", meaning: "One reminder for each checkout, and a bundle where the cart is worth more than usual.", text: CART, finding: SOON },
  { key: "browse", name: "Browsed and left", meaning: "Looked twice at a category in a day and put nothing into the cart.", text: BROWSE, finding: null },
  { key: "back-in-stock", name: "Back in stock", meaning: "First asked, first told: three people for each piece.", text: BACK_IN_STOCK, finding: null },
  { key: "welcome", name: "Welcome", meaning: "Four texts in the first month; the first order leads on.", text: WELCOME, finding: null },
  { key: "cross-channel", name: "Email and text together", meaning: "A text to those who read emails only, an email to those who read texts only.", text: CROSS_CHANNEL, finding: null },
];
