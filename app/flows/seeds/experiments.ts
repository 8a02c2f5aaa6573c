// Flows that try something: at what hours, on which days, how often, and with how much hurry. The lot is drawn for a person, once,
// and never for a text: whoever is to hear from the shop every week does so to the end.
import { GOAL, NAME, ORDERED, PICKED, type Seed, text } from "./seed.ts";

const LATELY = "trigger event(event order)\nentry (reentry sinceEntry(span 60 d))";

const SEND_TIME = `
${LATELY}
step w0 wait.span(span 14 d, from entry) then hour
step hour experiment(salt "send time", metric clicked, effect 20, within 3 d, arms {(name "9 to 12", weight 1, next h1), (name "12 to 15", weight 1, next h2), (name "15 to 18", weight 1, next h3), (name "18 to 20", weight 1, next h4)})
step h1 wait.window(from "09:00", to "12:00") then m1
step h2 wait.window(from "12:00", to "15:00") then m1
step h3 wait.window(from "15:00", to "18:00") then m1
step h4 wait.window(from "18:00", to "20:00") then m1
step m1 send(${text(`${NAME}something new for you. ${PICKED}`)})
${GOAL}
longest 30 d`;

const WEEKDAY = `
${LATELY}
step w0 wait.span(span 14 d, from entry) then day
step day experiment(salt "weekday or weekend", metric ordered, effect 20, within 10 d, arms {(name Weekday, weight 1, next d1), (name Weekend, weight 1, next d2)})
step d1 wait.window(from "10:00", to "18:00", weekdays {1, 2, 3, 4, 5}) then m1
step d2 wait.window(from "10:00", to "18:00", weekdays {6, 7}) then m1
step m1 send(${text(`${NAME}something new for you. ${PICKED}`)})
${GOAL}
longest 30 d`;

const FREQUENCY = `
trigger consent(what subscribed)
entry (reentry never())
step often experiment(salt frequency, metric revenue, effect 20, within 60 d, stop byHand, arms {(name "Every week", weight 1, next w1), (name "Every two weeks", weight 1, next w2)})
step w1 wait.span(span 7 d) then m1
step m1 send(${text(`This week’s pick. ${PICKED}`)}) then again1
step again1 goTo(to w1, times 7)
step w2 wait.span(span 14 d) then m2
step m2 send(${text(`Our pick for the next days. ${PICKED}`)}) then again2
step again2 goTo(to w2, times 3)
${GOAL}
longest 70 d`;

const URGENCY = `
trigger abandoned(what checkout, idle 1 h)
entry (reentry sinceEntry(span 30 d))
step hurry experiment(salt urgency, metric ordered, effect 15, within 5 d, arms {(name "Ends in 48 hours", weight 1, next c1), (name "No hurry", weight 1, next c2)})
step c1 coupon(saving percent(percent 10), ends 48 h) then m1
step m1 send(${text("What you left, with {{ coupon.offer }} for the next 48 hours. Your code: {{ coupon.code }} {{ shop.link }}")})
step c2 coupon(saving percent(percent 10), ends 30 d) then m2
step m2 send(${text("What you left, with {{ coupon.offer }} whenever you like. Your code: {{ coupon.code }} {{ shop.link }}")})
${ORDERED}
goal (label "An order", on (event order), within 5 d)
longest 7 d`;

export const EXPERIMENTS: Seed[] = [
  { key: "test-send-time", name: "Test: the best hours", meaning: "Which three hours of the day bring the most clicks, each person in their own time.", text: SEND_TIME, finding: null },
  { key: "test-weekday", name: "Test: weekday or weekend", meaning: "Whether a text brings more orders on a weekday or at the weekend.", text: WEEKDAY, finding: null },
  { key: "test-frequency", name: "Test: how often", meaning: "New subscribers hear from you every week or every two, for two months: which of them spend more.", text: FREQUENCY, finding: null },
  { key: "test-urgency", name: "Test: urgency", meaning: "The same discount for a left checkout, ending in 48 hours or in a month.", text: URGENCY, finding: null },
];
