// A flow to begin with, in the text form. What is the shop's own in it stands for the merchant to change: $type for a product
// type, a webhook's address, a coupon. `finding` names what the checker says of it on purpose, and why it is kept.
export type Seed = { key: string; name: string; meaning: string; text: string; finding: { code: string; why: string } | null };

/** "Hi Sarah, " or "Hi, ". */
export const NAME = "Hi{% if customer.first_name %} {{ customer.first_name }}{% endif %}, ";
const picked = (lead: string, otherwise: string) => `{% if picks.products %}${lead} {{ picks.products.first.title }} {{ picks.products.first.link }}{% else %}${otherwise} {{ shop.link }}{% endif %}`;
export const PICKED = picked("We picked this for you:", "See what is new:");

/** A promotional text of a step alone. */
export const text = (words: string, more = "") => `message own(${more}text "${words}")`;
export const ORDERED = "exit (label Ordered, on (event order))";
export const GOAL = 'goal (label "An order", on (event order), within 5 d, since exit)';
