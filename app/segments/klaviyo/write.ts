// A definition of ours as Klaviyo's: groups joined by "and", each of conditions joined by "or". Every
// "not" is carried into its condition, and a group of "or" over groups of "and" is multiplied out,
// which changes no member. What cannot be said is listed, each with its reason; nothing is left out.
import { type Definition, type Leaf, type Node, type Path } from "../definition.ts";
import { expansion } from "../derived.ts";
import { describeLeaf, type Told } from "../describe.ts";
import { customerField } from "../fields.ts";
import { hasOwnDays } from "../own-days.ts";
import type { Condition, KlaviyoDefinition } from "./contract.ts";
import { became, cannot, isRefused, type Known, keyOfGroup, type Mapped, andThen } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { CONDITIONS_MAX } from "./read.ts";
import { rewrite } from "./rewrite.ts";
import { alone, type Form, permissionsIn, writeAttr, writeConsent } from "./write-attr.ts";
import { writeAgg, writeSeq } from "./write-metric.ts";

export type Refusal = { path: Path; what: string; why: string };
export type KlaviyoWritten = { definition: KlaviyoDefinition; notes: string[] } | { refusals: Refusal[] };

/** `node` stands at `path`, or is what the condition there was said in. */
type Part = { node: Node; isNot: boolean; path: Path };
type Writing = { known: Known; told: Told; notes: Set<string>; refusals: Map<string, Refusal> };

export function write(definition: Definition, known: Known, told: Told): KlaviyoWritten {
  const writing: Writing = { known, told, notes: new Set(), refusals: new Map() };
  if (hasOwnDays(definition)) return { refusals: [{ path: ["clock"], what: "Days in each customer's own time zone", why: "Klaviyo counts days in the account's time zone." }] };
  const form = put({ node: definition.node, isNot: false, path: ["node"] }, writing);
  if (form === null) return { refusals: [...writing.refusals.values()] };
  return { definition: { condition_groups: tidied(form).map((conditions) => ({ conditions })) }, notes: [...writing.notes] };
}

function refuse({ path, node }: Part, why: string, { refusals, told }: Writing): null {
  const what = isLeaf(node) ? describeLeaf(node, told) : "This group";
  refusals.set(JSON.stringify([path, why]), { path, what, why });
  return null;
}

const isLeaf = (node: Node): node is Leaf => node.kind !== "all" && node.kind !== "any" && node.kind !== "not";

function put(part: Part, writing: Writing): Form | null {
  const { node, isNot, path } = part;
  if (node.kind === "not") return put({ node: node.node, isNot: !isNot, path: [...path, "node"] }, writing);
  if (!isLeaf(node)) {
    const kind = kindOf(part);
    const parts = membersOf(part, kind);
    if (parts.length === 0) return refuse(part, "Klaviyo needs a condition: everybody, or nobody, is no segment there.", writing);
    return kind === "all" ? putAll(parts, writing) : putAny(part, parts, writing);
  }
  const meant = expanded(node) ?? rewrite(node, isNot);
  if (meant) return put({ node: meant, isNot: isNot && expanded(node) !== null, path }, writing);
  const written = writeLeaf(node, isNot, writing.known);
  if (isRefused(written)) return refuse(part, written.why, writing);
  for (const note of written.notes) writing.notes.add(note);
  return written.value;
}

/** What a derived field stands for. Whether it is known is asked of the whole, which Klaviyo cannot. */
function expanded(leaf: Leaf): Node | null {
  const field = leaf.kind === "attr" ? customerField(leaf.field) : null;
  return leaf.kind === "attr" && field?.type === "derived" && leaf.ifUnknown !== "yes" ? expansion(field, leaf) : null;
}

const kindOf = ({ node, isNot }: Part) => ((node.kind === "all") === isNot ? "any" : "all");

/** With those of groups of the same kind in it. */
function membersOf({ node, isNot, path }: Part, kind: "all" | "any"): Part[] {
  if (node.kind !== "all" && node.kind !== "any") return [];
  return node.nodes.flatMap((child, i) => {
    const part = unwrapped({ node: child, isNot, path: [...path, "nodes", i] });
    return !isLeaf(part.node) && kindOf(part) === kind ? membersOf(part, kind) : [part];
  });
}

function unwrapped(part: Part): Part {
  return part.node.kind === "not" ? unwrapped({ node: part.node.node, isNot: !part.isNot, path: [...part.path, "node"] }) : part;
}

function putAll(parts: Part[], writing: Writing): Form | null {
  const leaves = parts.flatMap((part) => (isLeaf(part.node) ? [{ leaf: part.node, isNot: part.isNot, part }] : []));
  const permissions = permissionsIn(leaves);
  const taken = new Set(permissions.flatMap(({ state, details }) => [state.part, ...details.map((detail) => detail.part)]));
  const forms = permissions.map(({ state, details }) => {
    const written = writeConsent(state.leaf, state.leaf.field.startsWith("sms") ? "sms" : "email", details.map(({ leaf }) => leaf));
    if (isRefused(written)) return refuse(state.part, written.why, writing);
    for (const note of written.notes) writing.notes.add(note);
    return alone(written.value);
  });
  const all = [...forms, ...parts.filter((part) => !taken.has(part)).map((part) => put(part, writing))];
  return all.some((form) => form === null) ? null : all.flatMap((form) => form ?? []);
}

/** One of each: (a and b) or c is (a or c) and (b or c). */
function putAny(part: Part, parts: Part[], writing: Writing): Form | null {
  const forms = parts.map((each) => put(each, writing));
  let product: Form = [[]];
  for (const form of forms) {
    if (form === null) continue;
    product = product.flatMap((group) => form.map((conditions) => [...group, ...conditions]));
    if (product.flat().length > CONDITIONS_MAX) return refuse(part, `Klaviyo joins groups by “and” alone: written that way this takes more than ${CONDITIONS_MAX} conditions.`, writing);
  }
  return forms.includes(null) ? null : product;
}

function writeLeaf(leaf: Leaf, isNot: boolean, known: Known): Mapped<Form> {
  if (leaf.ifUnknown === "yes" && leaf.kind !== "attr" && leaf.kind !== "list") return cannot("Klaviyo has no “or not known” for what somebody did.");
  switch (leaf.kind) {
    case "attr": return writeAttr(leaf, isNot, known);
    case "agg": return andThen(writeAgg(leaf, isNot, known), (condition) => became(alone(condition)));
    case "seq": return andThen(writeSeq(leaf, isNot, known), (condition) => became(alone(condition)));
    case "in": return leaf.how.kind === "is" ? membership("segment", leaf.segment, isNot, known) : cannot("Klaviyo does not know when somebody was in a segment of Segue's.");
    case "flow": return cannot("Klaviyo knows nothing of the flows of Segue.");
    case "list": return membership("list", leaf.list, isNot, known);
    case "nth": return cannot("Klaviyo does not look at the first, the last or any one event by itself.");
    case "share": return cannot("Klaviyo has no shares.");
    case "top": return cannot("Klaviyo has no favourites.");
    case "some": return cannot("Klaviyo does not count by product, vendor or any other value.");
    case "cmp": return cannot("Klaviyo does not compare two values of the same customer.");
    case "rate": return cannot("Klaviyo has no rates.");
    case "trend": return cannot("Klaviyo does not compare two periods.");
    case "rank": return cannot("Klaviyo does not rank customers.");
    case "bucket": return cannot("Klaviyo's segments have no lasting random draw.");
    default: return leaf satisfies never;
  }
}

function membership(kind: "segment" | "list", number: number, isNot: boolean, known: Known): Mapped<Form> {
  const id = keyOfGroup(known, kind, number);
  if (id === null) return cannot(`Klaviyo does not know this ${kind} of Segue's.`);
  return became(alone({ type: "profile-group-membership", is_member: !isNot, group_ids: [id] }), NOTES.JOINED);
}

/** Without what is said twice. */
function tidied(form: Form): Condition[][] {
  const unique = <Each>(list: Each[]) => [...new Map(list.map((each) => [JSON.stringify(each), each])).values()];
  return unique(form.map(unique));
}
