// A condition on the customer as conditions of Klaviyo's: groups joined by "and", each of conditions
// joined by "or".
import type { Attr, Leaf } from "../definition.ts";
import { customerField } from "../fields.ts";
import { EU } from "../fields/derived.ts";
import { askedOf, type Channel, LEVELS } from "./consents.ts";
import type { Condition, ConditionOf, ConsentFilter } from "./contract.ts";
import { became, cannot, type Known, type Mapped, andThen } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { propertyOf } from "./properties.ts";
import { writeDateTest } from "./write-dates.ts";
import { writeTest } from "./write-test.ts";

export type Form = Condition[][];
export const alone = (condition: Condition): Form => [[condition]];

export function writeAttr(leaf: Attr, isNot: boolean, known: Known): Mapped<Form> {
  const field = customerField(leaf.field);
  if (field === null || field.type === "derived" || field.type === "score") return cannot("Klaviyo has no such field.");
  if (field.list !== undefined) return cannot("Klaviyo knows nothing of the columns of a list of Segue.");
  const channel = channelOf(leaf);
  if (channel !== null) return isNot ? cannot(NO_STATE) : andThen(writeConsent(leaf, channel, []), (condition) => became(alone(condition)));
  const places = leaf.ifUnknown === "yes" ? null : countryForm(leaf, isNot);
  if (places) return became(places, NOTES.COUNTRY);
  const property = propertyOf(leaf.field, known);
  if (property === null) return cannot(ELSEWHERE[leaf.field] ?? `Klaviyo has no “${field.label}”.`);
  const about = (filter: ConditionOf<"profile-property">["filter"]): Condition => ({ type: "profile-property", property, filter });
  return andThen(writeTest(field, leaf.test, isNot), ({ join, filters }): Mapped<Form> => {
    const form = join === "or" ? [filters.map(about)] : filters.map((filter) => [about(filter)]);
    const asksIfSet = leaf.test.op === "known" || leaf.test.op === "unknown";
    return became(leaf.ifUnknown === "yes" && !asksIfSet ? form.map((group) => [...group, about({ type: "existence", operator: "not-set" })]) : form);
  });
}

const ELSEWHERE: Readonly<Record<string, string>> = {
  "person.hasEmail": "Klaviyo asks whether the email is set: ask for “email is known”.",
  "person.hasPhone": "Klaviyo asks whether the phone number is set: ask for “phone is known”.",
  "person.daysSinceCreated": "Klaviyo asks for the date: ask for “customer since” in a number of days.",
  "order.last": "Klaviyo can say this of a later or an earlier time alone: in the last days, more than some days ago, before or after a date.",
  "order.first": "Klaviyo can say this of a later or an earlier time alone: in the last days, more than some days ago, before or after a date.",
  "person.place": "Klaviyo measures distances from a postal code, not from a point.",
};

/** A country by its name; the European Union, and the country of a phone number, have conditions of their own. */
function countryForm({ field, test }: Attr, isNot: boolean): Form | null {
  if (test.op !== "anyOf" && test.op !== "noneOf") return null;
  const isIn = (test.op === "anyOf") !== isNot;
  if (field === "person.phoneCountry" && test.values.every((code) => /^[A-Z]{2}$/.test(code))) {
    return alone({ type: "profile-property", property: "phone_number", filter: { type: "string", operator: isIn ? "phone-country-code-in" : "phone-country-code-not-in", value: test.values } });
  }
  const isUnion = field === "person.country" && [...test.values].sort().join() === EU.join();
  return isUnion ? alone({ type: "profile-region", in_region: isIn, region: "european_union" }) : null;
}

const NO_STATE = "Klaviyo knows who can receive and who is subscribed, unsubscribed or never was: nothing else of a permission, and its “cannot receive” takes in everybody whose permission is not known.";

const STATES: Readonly<Record<string, Channel>> = { "sms.state": "sms", "email.state": "email" };
const DETAILS: Readonly<Record<string, Channel>> = { "sms.updated": "sms", "email.updated": "email", "sms.level": "sms", "email.level": "email" };
const channelOf = ({ field }: Attr): Channel | null => STATES[field] ?? DETAILS[field] ?? null;

type Part = { leaf: Leaf; isNot: boolean };

/** In a group of "and", the state of a permission with its date and level beside it: one condition of Klaviyo's. Of several states, one that has a date. */
export function permissionsIn<Each extends Part>(parts: Each[]): { state: Each & { leaf: Attr }; details: (Each & { leaf: Attr })[] }[] {
  const attrs = parts.filter((part): part is Each & { leaf: Attr } => part.leaf.kind === "attr" && !part.isNot);
  return CHANNELS.flatMap((channel) => {
    const states = attrs.filter(({ leaf }) => STATES[leaf.field] === channel);
    const state = states.find(({ leaf }) => hasDate(leaf, channel)) ?? states[0];
    const details = attrs.filter(({ leaf }) => DETAILS[leaf.field] === channel && leaf.ifUnknown !== "yes");
    return state === undefined || details.length === 0 ? [] : [{ state, details }];
  });
}

const CHANNELS: readonly Channel[] = ["sms", "email"];

function hasDate(state: Attr, channel: Channel): boolean {
  const asked = askedOf(channel, state.test, state.ifUnknown === "yes");
  return asked !== null && isGiven(asked.subscription);
}

const isGiven = (subscription: string): boolean => subscription !== "any" && subscription !== "never_subscribed";

export function writeConsent(state: Attr, channel: Channel, details: Attr[]): Mapped<ConditionOf<"profile-marketing-consent">> {
  if (STATES[state.field] === undefined) return cannot("Klaviyo asks for the date or the kind of a permission only together with the permission itself.");
  const asked = askedOf(channel, state.test, state.ifUnknown === "yes");
  if (asked === null) return cannot(NO_STATE);
  if (details.length > 0 && !isGiven(asked.subscription)) return cannot("Nobody gave this permission: it has no date.");
  const filters: ConsentFilter[] = [];
  const notes: string[] = [NOTES.CONSENT];
  for (const detail of details) {
    const written = writeDetail(detail);
    if ("why" in written) return written;
    filters.push(written.value);
  }
  const status = { subscription: asked.subscription, ...(filters.length === 0 ? {} : { filters }) };
  return became({ type: "profile-marketing-consent", consent: { channel, can_receive_marketing: asked.can, consent_status: status } }, ...notes, channel === "email" && asked.can ? NOTES.SUPPRESSED : undefined);
}

function writeDetail({ field, test }: Attr): Mapped<ConsentFilter> {
  if (field.endsWith(".level")) {
    const level = test.op === "is" ? LEVELS.findIndex((each) => each === test.value) : -1;
    if (!field.startsWith("email") || level < 0) return cannot("Klaviyo knows a single or a double opt-in, of email alone.");
    return became({ field: "is_double_opt_in", filter: { type: "boolean", operator: "equals", value: level === 1 } });
  }
  if (test.op !== "in" && test.op !== "month" && test.op !== "anniversary") return cannot("Klaviyo asks for the date of a permission in a time frame.");
  return andThen(writeDateTest(test), (filters) => {
    const [filter] = filters;
    return filter && filters.length === 1 ? became({ field: "status_date", filter }) : cannot("Klaviyo asks for one time frame of a permission.");
  });
}
