// One condition of Klaviyo's as a condition of ours.
import { invariant } from "#app/lib/invariant.ts";
import type { Attr, Node } from "../definition.ts";
import { EU } from "../fields/derived.ts";
import { LEVELS, stateOf } from "./consents.ts";
import type { Condition, ConditionOf, ConsentFilter } from "./contract.ts";
import { became, cannot, every, type Known, type Mapped, andThen } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { fieldOfProperty } from "./properties.ts";
import { readDateTest } from "./read-dates.ts";
import { readFunnel, readMetric } from "./read-metric.ts";
import { readTest } from "./read-test.ts";
import { COMPARE, DIMENSIONS } from "./table.ts";

export function readCondition(condition: Condition, known: Known): Mapped<Node> {
  switch (condition.type) {
    case "profile-metric": return readMetric(condition, known);
    case "profile-metric-funnel": return readFunnel(condition, known);
    case "profile-property": return readProperty(condition, known);
    case "profile-marketing-consent": return readConsent(condition);
    case "profile-group-membership": return readMembership(condition, known);
    case "profile-region": return readRegion(condition);
    case "profile-predictive-analytics": return readFigure(condition);
    case "profile-postal-code-distance": return cannot("Segue does not know where a postal code lies. Choose a point on the map, and a distance from it, in the builder.");
    case "profile-has-custom-object": return cannot("Klaviyo's custom objects are not read by Segue.");
    case "profile-permissions": return cannot("WhatsApp permissions are not read by Segue.");
    default: return condition satisfies never;
  }
}

function readProperty({ property, filter }: ConditionOf<"profile-property">, known: Known): Mapped<Node> {
  // Asks for the country of the number, whatever the property's own type.
  if (property === "phone_number" && filter.type === "string" && (filter.operator === "phone-country-code-in" || filter.operator === "phone-country-code-not-in")) {
    if (filter.value.length === 0) return cannot("It is compared with nothing: no value is given.");
    return became({ kind: "attr", field: "person.phoneCountry", test: { op: filter.operator === "phone-country-code-in" ? "anyOf" : "noneOf", values: filter.value.map((code) => code.toUpperCase()) } });
  }
  return andThen(fieldOfProperty(property, known), (field) => andThen(readTest(field, filter), ({ test, isNot }): Mapped<Node> => {
    const leaf: Attr = { kind: "attr", field: field.key, test };
    return became(isNot ? { kind: "not", node: leaf } : leaf);
  }));
}

const METHODS = "By which form, import or person a permission was given, Shopify does not tell.";

function readConsent({ consent }: ConditionOf<"profile-marketing-consent">): Mapped<Node> {
  return andThen(stateOf(consent), (state) => {
    const filters = consent.consent_status.filters ?? [];
    return andThen(every(filters.map((filter) => readConsentFilter(filter, consent.channel))), (more): Mapped<Node> => became(more.length === 0 ? state : { kind: "all", nodes: [state, ...more] }));
  });
}

function readConsentFilter(filter: ConsentFilter, channel: string): Mapped<Attr> {
  switch (filter.field) {
    case "status_date": return andThen(readDateTest(filter.filter, "date"), (test) => became({ kind: "attr", field: `${channel}.updated`, test }));
    case "is_double_opt_in": case "is_double_optin": return became({ kind: "attr", field: `${channel}.level`, test: { op: "is", value: LEVELS[filter.filter.value ? 1 : 0] } });
    case "method": case "custom_source": return cannot(METHODS);
    case "is_rcs_capable": return cannot("Whether a phone can receive RCS messages, Segue does not know.");
    case "bounce_date": case "manual_suppression_date": case "invalid_email_date": return cannot("Klaviyo's list of suppressed addresses is not read by Segue.");
    default: return filter satisfies never;
  }
}

function readMembership({ is_member: isMember, group_ids: ids, timeframe_filter: frame }: ConditionOf<"profile-group-membership">, { groups = {} }: Known): Mapped<Node> {
  if (frame) return cannot("When somebody was added to a list of Klaviyo's, Segue does not know.");
  if (ids.length === 0) return cannot("It names no list.");
  const members = every(ids.map((id): Mapped<Node> => {
    const group = Object.hasOwn(groups, id) ? groups[id] : undefined;
    if (group === undefined) return cannot(`The list “${id}” is Klaviyo's own. Upload its members as a list here, or leave the condition out.`);
    return became(group.kind === "list" ? { kind: "list", list: group.number } : { kind: "in", segment: group.number, how: { kind: "is" } }, NOTES.JOINED);
  }));
  return andThen(members, (nodes): Mapped<Node> => {
    const [only] = nodes;
    invariant(only, "there is an id");
    const any: Node = nodes.length === 1 ? only : { kind: "any", nodes };
    return became(isMember ? any : { kind: "not", node: any });
  });
}

/** An unset country is in no region, and outside of none. */
function readRegion({ in_region: isIn, region }: ConditionOf<"profile-region">): Mapped<Node> {
  const test: Attr["test"] = region === "united_states" ? { op: isIn ? "is" : "isNot", value: "US" } : { op: isIn ? "anyOf" : "noneOf", values: EU };
  return became({ kind: "attr", field: "person.country", test }, NOTES.COUNTRY);
}

function readFigure({ dimension, filter }: ConditionOf<"profile-predictive-analytics">): Mapped<Node> {
  const figure = Object.hasOwn(DIMENSIONS, dimension) ? DIMENSIONS[dimension] : undefined;
  if (figure === undefined) return cannot(`Segue does not know the figure “${dimension}”.`);
  if ("why" in figure) return cannot(figure.why);
  if (filter.type !== "numeric") return cannot("It is compared as something else than a number.");
  return became({ kind: "agg", ...figure, test: { op: COMPARE[filter.operator], value: filter.value } }, NOTES.FIGURE);
}

/** Which of the definition's metric ids are not named yet. */
export const metricsIn = (condition: Condition): string[] => (condition.type === "profile-metric" ? [condition.metric_id] : condition.type === "profile-metric-funnel" ? condition.steps.map((step) => step.metric_id) : []);
