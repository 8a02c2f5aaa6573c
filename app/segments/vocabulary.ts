// docs/vocabulary.md, made from the catalogue: what can be asked, with which tests, from which source, and
// when the answer is unknown.
import { type EventKey, Measure, type Window } from "./definition.ts";
import { opWords } from "./describe/words.ts";
import { VIEW_KINDS, VISIT_KINDS } from "#app/customers/event-kind.ts";
import { EVENTS } from "./events.ts";
import { OPERATORS } from "./field.ts";
import { type AnyField, EVENT_SCOPES, FIELDS } from "./fields.ts";
import { MISSING } from "./missing.ts";
import { SEASON_YEARS, SEASONS } from "./seasons.ts";
import { isNeverUnknown } from "./unknown.ts";
import { GAP_MS } from "./visit.ts";

const TYPES: Record<keyof typeof OPERATORS, string> = {
  text: "Text: compared without case and accents; the pattern has * for any run of characters and ? for one.",
  enum: "Code: compared exactly.",
  number: "Number.",
  money: "Money: in whole units of the shop's currency, 49.99.",
  bool: "Yes or no.",
  date: "Instant.",
  day: "Day without a zone.",
  elapsed: "Time since an instant, in whole calendar days or years.",
  set: "Set of texts.",
  ref: "Id in Shopify.",
  refs: "Set of ids in Shopify.",
  place: "Place on the globe.",
  clock: "The hour of the day where they live, now.",
  derived: "Stands for other conditions.",
  score: "From 0 to 100.",
};

export const WINDOWS: Record<Window["kind"], [text: string, meaning: string]> = {
  all: ["all time", "Always."],
  last: ["last 30 d", "From so long ago until now. Days, weeks, months and years are whole calendar days of the shop, today included; minutes and hours are exact. `rolling` makes days and weeks exact."],
  ago: ["more than 30 d ago", "Before that."],
  "between-ago": ["between 30..90 d ago", "Both ends included."],
  next: ["next 7 d", "Only for dates that may lie ahead."],
  before: ["before 2026-01-31", "Before the day, or the instant."],
  after: ["after 2026-01-31", "Once the day is over, or the instant has passed."],
  on: ["on 2026-01-31", "That day of the shop."],
  between: ["from 2026-01-01 to 2026-01-31", "Days: both included. Instants: the first included, the last not."],
  outside: ["outside 2026-01-01 to 2026-01-31", "Before the first or after the last."],
  period: ["period month 1", "A calendar day, week (from Monday), month or year of the shop: 0 is the current one, 1 the one before. `to date`: no further into it than today is into the current one, so “period year 1 to date” is the same period last year."],
  season: ["season {bfcm, christmas}", "Any of the seasons, of any year. `season {bfcm} back 0`: the latest that has begun; 1 is the one before."],
  since: ["since lastOrder", "After the customer was created, after their first or their last order."],
  "since-entered": ["since segment 3", "After they last joined that segment, while they are in it."],
};

const MEASURES: Record<Measure, string> = {
  count: "How many there are", days: "On how many different days there was one: days of the shop, or each customer's own; a visit over midnight is of the day on which it began", distinct: "How many different values a field has", sum: "Sum of a field", avg: "Average of a field", min: "Lowest value", max: "Highest value", median: "Median",
  daysSinceFirst: "Whole days since the first", daysSinceLast: "Whole days since the last", gapMean: "Mean days between neighbours", gapMedian: "Median days between neighbours", gapSd: "Standard deviation of those days", gapLongest: "The longest of them",
};

export const CONDITIONS: [text: string, meaning: string][] = [
  ['person.country is "US"', "A field of the customer passes a test."],
  ['pattern.brand with (share 75) is "evangelist"', "A field that stands for other conditions, with numbers of the merchant's own in its rules; those that are not named are the standard ones."],
  ["count(order where order.net > 50) in last 90 d >= 2", "A measure of events that meet all (or any) of up to 20 filters, inside a window."],
  ["count(couponGiven where event.ends in next 3 d) >= 1", "A date of the event may be held against now: who was given a code that ends soon."],
  ["nth(-1, order.net) > 100", "A field of the k-th event: 1 is the first, -1 the last."],
  ['share(affinity of item with item.type is "Serum") fading 90 d >= 40', "What percentage of all that they buy, view and add to carts is of some products: an item is worth its share of its order's money, a view 5 % of an order, a product in a cart 15 % (`view 10 cart 30` before the comparison says otherwise). Known from one item, or three views and carts, on (`with` so many). Views and carts count as far as they are told."],
  ["share(money of item by item.vendor) >= 80", "What percentage of all is of one kind (`with`), or has the commonest value of a field (`by`)."],
  ['top(money of item by item.type) is "Serum"', "The value with the most of all: by count, orders, quantity or money; between equals the one seen last. `fading 90 d` before the bracket closes lets the older count less (not by orders)."],
  ["some(daysSinceLast(item) by item.product with 3) >= 60", "At least one value passes by itself; `with 3` leaves out what occurred less often."],
  ["compare nth(-1, order.net) > 2 * avg(order.net)", "Two values of the same customer against each other."],
  ["rate(smsClicked per smsDelivered) in last 90 d with 5 >= 40", "How many of one kind of event for every hundred of another; unknown with fewer than `with` of the latter."],
  ["rate(smsClicked per smsDelivered) in last 90 d surely >= 20", "Sure at 90 %: true where Wilson's lower bound is above (one-sided, z² = 1.6424), false where his upper bound is below, unknown between. A trend of a rate that is `surely` so is unknown where it may be chance which of the two is higher; so is one of how many events there are, by the exact test of two counts (their sum tossed like a coin, one-sided at 90 %). Of periods that overlap nothing is sure: they are refused."],
  ['share(money of item with item.type is "Serum") fading 90 d >= 50', "Of a share or a rate, in place of a window: an event of 90 days ago counts half, of 180 a quarter, and so on, in four steps to each half-life (1000, 841, 707, 595, 500 …); after six half-lives it counts no more."],
  ["trend(sum(order.net) in last 30 d rolling against between 30..60 d ago rolling with 2) <= -15", "By how many percent a measure or a rate changed from one window to another. Unknown where it was not above zero before, or where there were fewer than `with` events then."],
  ["rank(sum(order.net during last 365 d)) top 100", "Where a number of theirs stands among all customers who have one, or `among segment 4`: top or bottom so many people or percent, `tile 1 of 5` (1 is the highest), `above median`. Whoever equals the last one in is in too; of equals all are in the higher part. Everybody is held against numbered cut-offs, taken when a segment is saved and every hour; a ranking that was not taken yet is unknown."],
  ["rank(sms.score) top 10%", "A score may be ranked, or be a side of a comparison, by the standard numbers or by own ones. Its average and its best are taken first, and then the ranking."],
  ["seq(item then no same product within 30 d)", "One event, and within a span another, or none."],
  ["seq(productViewed times 3 then no item same product within 3 d) in last 30 d", "The two may be of different kinds; `times 3` begins at the third such event (of the same product)."],
  ["in segment 3 for 30 d", "In another segment now, ever, since so long, on a day; joined or left in a window; so many times."],
  ["left flow 3 as treated because goal in last 30 d", "In a flow now or ever, or at one of its steps (`at \"w1\" in flow 3`); entered or left in a window, for one of the reasons that the text offers; so many times. `as control` asks about its control group alone (and about everybody whom it let in while in shadow), `as treated` about all others."],
  ['drew "By Friday" at "x1" in flow 3 in all time', "Which arm of a flow's experiment they drew by lot, by its name; each person draws once. Nobody of the control group draws."],
  ["in list 2", "On a list: people of an uploaded file, or a segment's members at one moment."],
  ['bucket("spring") 0..4999', "A lasting random draw from 0 to 9999."],
  ['person.city is "Paris" if unknown no', "Decides a condition that is unknown; otherwise unknown is never a match."],
];

export function vocabularyText(): string {
  return `${[
    "# The vocabulary of segments",
    "Made from the catalogue by tests/golden/vocabulary.test.ts: everything a condition can ask. The text form is described in [segment-text.md](segment-text.md).",
    "Unknown is neither true nor false: a condition that is unknown of a customer does not make them a member, and neither does its negation, unless it says `if unknown`. Where Shopify hides older orders from us, whatever depends on them is unknown too, except for customers whose whole history is visible.",
    "## Conditions", table(["Written", "Meaning"], CONDITIONS.map(([text, meaning]) => [code(text), meaning])),
    "## Events", table(["Event", "Meaning", "Filters and measures"], Object.entries(EVENTS).map(([key, { label }]) => [code(key), label, EVENT_SCOPES[key as EventKey].map((scope) => `${scope} fields`).join(", ")])),
    "Those from `pageViewed` on are told to Segue through its door for events ([events.md](events.md)), by the storefront or by other systems; opt-ins and opt-outs by Shopify too. Each kind is covered from the instant at which it was first told, or since when its teller vouches for it. A window that begins earlier is not sure: what was seen there counts, but none having been seen means nothing. A kind that was never told is unknown of everybody. Custom events are covered name by name, where the condition says which.",
    `A visit is made of what somebody did in the storefront: ${VISIT_KINDS.map(code).join(", ")}. It begins with one of these that has none before it for ${GAP_MS / 60_000} minutes, and goes on until none follows for so long; it lies in a window if its beginning does. Of what lies ahead of the instant in question nothing belongs to it yet. Visits are covered from when one of ${VIEW_KINDS.map(code).join(", ")} is.`,
    "A property that was sent along is a field `event.text.<name>`, `event.number.<name>` or `event.bool.<name>` of any of them; where it is missing, or of another type, it is unknown.",
    "## Measures", table(["Measure", "Meaning"], Measure.options.map((measure) => [code(measure), MEASURES[measure]])),
    "## Windows", table(["Written", "Meaning"], Object.values(WINDOWS).map(([text, meaning]) => [code(text), meaning])),
    "`in customer days` before the conditions counts days, weeks, months, years and seasons in each customer's own time zone, by their address; in the shop's, where none is known. Rankings count in the shop's alone.",
    `Seasons are known from ${SEASON_YEARS.first} to ${SEASON_YEARS.last}, in days of the shop's zone:`,
    table(["Season", "Name", "Days"], Object.entries(SEASONS).map(([key, { label, days }]) => [code(key), label, days])),
    "## Tests by type", table(["Type", "Tests", "Meaning"], Object.entries(OPERATORS).map(([type, ops]) => [type, ops.map(opWords).join(", "), TYPES[type as keyof typeof OPERATORS]])),
    ...sections(),
    "## Metafields", "Each metafield chosen in Settings is a field `metafield.<type>.<namespace>.<key>`, read as text, number, bool, day, date or set by its type in Shopify; a value that cannot be read so is unknown.",
    "## Columns of lists", "Each column that a list keeps of its files is a field `list.<list>.<type>.<column>` (`list.3.number.points >= 100`), of type text, number, day or bool, with the tests of its type. It is chosen when a file is uploaded. Unknown of whoever is not on the list, of whom the file says nothing, and where what it says is not of that type; known today alone.",
    "## Not available yet, and why", table(["Question", "Why not"], MISSING.map(({ what, why }) => [what, why])),
  ].join("\n\n")}\n`;
}

function sections(): string[] {
  return [...new Set(FIELDS.map(titleOf))].flatMap((title) => [
    `## ${title}`,
    table(["Field", "Key", "Type", "Source", "Unknown", "Past", "Note"], FIELDS.filter((field) => titleOf(field) === title).map((field) => [field.label, code(field.key), field.type, sourceOf(field), unknownOf(field), pastOf(field), noteOf(field)])),
  ]);
}

const titleOf = (field: AnyField) => (field.scope === "customer" ? field.group : `${field.group} (filters and measures)`);

function sourceOf(field: AnyField): string {
  if (field.type === "derived") return "other conditions";
  if (field.type === "score") return "events and all their orders";
  if ("missing" in field && field.missing) return "none yet";
  if (/\b(rk|rb|rt|ct|np|nv|nt)\./.test(field.sql)) return "all their orders";
  if (/\bva\./.test(field.sql)) return "variant, now";
  if (/\bk\./.test(field.sql)) return "order and customer";
  if (field.sql.includes("birth_date")) return "metafield";
  if (field.sql.includes("sms_reach")) return "carriers";
  if (field.sql.includes("sms_held")) return "consent ledger";
  if (/c\.(first_order_at|last_order_at|gap_)/.test(field.sql)) return "all their orders";
  return { customer: "customer", order: "order", item: /\bp\./.test(field.sql) ? "product, now" : "order line", refund: "refund", tag: "customer tag", visit: "events of the visit", event: /\bp\./.test(field.sql) ? "product, now" : "event" }[field.scope];
}

function unknownOf(field: AnyField): string {
  if (field.type === "derived") return "where its conditions are";
  if (field.type === "score") return "without such messages, where clicks are not told, or where older orders are hidden";
  if ("missing" in field && field.missing) return "of everybody, until there is data";
  if ("past" in field && field.past) return "where older orders are hidden, or there is nothing to hold it against";
  if (field.scope === "customer" && field.extreme) return "without an order, or where older orders are hidden";
  return isNeverUnknown(field) ? "never" : (NOT_SHOPIFYS[sourceOf(field)] ?? "where Shopify gives none");
}

const NOT_SHOPIFYS: Readonly<Record<string, string>> = { event: "where it was not told", "events of the visit": "where its first event does not say", "variant, now": "until Shopify tells of the variant, and of what it did not tell", carriers: "until a text arrived or was refused", "consent ledger": "where Segue has no record of it" };

/** What is known of it as of an instant of the past. */
function pastOf(field: AnyField): string {
  if (field.type === "derived") return "as its conditions";
  if (field.type === "score") return "known";
  if (field.scope === "tag") return "today alone";
  return field.history === "dated" ? "known" : field.history === "today" ? "today alone" : "since its last change";
}

function noteOf(field: AnyField): string {
  const kinds = "kinds" in field && field.kinds ? `Of ${field.kinds.map(code).join(", ")}.` : "";
  const options = field.options ? field.options.map(({ value, label }) => (value === label ? value : `${code(value)} ${label}`)).join(", ") : "";
  const missing = "missing" in field ? field.missing : undefined;
  const numbers = field.type === "derived" || field.type === "score" ? Object.entries(field.knobs).map(([name, { standard }]) => code(`${name} ${standard}`)).join(", ") : "";
  return [field.help, options, numbers && `Its numbers: ${numbers}.`, kinds, missing].filter(Boolean).join(" ");
}

const code = (text: string) => `\`${text}\``;
const cell = (text: string) => text.replaceAll("|", "\\|");
const table = (head: string[], rows: string[][]) => [head, head.map(() => "---"), ...rows.map((each) => each.map(cell))].map((each) => `| ${each.join(" | ")} |`).join("\n");
