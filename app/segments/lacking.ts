// What a shop lacks so that a question can be answered at all: events that nobody has told, birth dates
// that no metafield gives, what has no data yet. Of conditions of which one is enough, one that can be answered is enough.
import { isEventKind } from "#app/customers/event-kind.ts";
import { asksOwners } from "#app/products/standing.ts";
import { coverOf, type Covers } from "./cover.ts";
import type { Definition, EventKey, Filter, Leaf, Node } from "./definition.ts";
import { KIND_WORDS } from "./event-words.ts";
import { isTold } from "./events.ts";
import { customerField } from "./fields.ts";

export type Has = { covers: Covers; birthDates: boolean; variants: boolean };

const NO_BIRTH_DATES = "No birth dates are known: choose the metafield that holds them in Settings.";
const NO_VARIANTS = "No stock and no prices are known yet: Shopify tells of them whenever a product changes.";
const OF_BIRTH = ["person.birthDate", "person.age"];

/** Events that nobody has told, or a reason of its own. */
type Lack = { untold: string } | { why: string };

/** Empty: it can be answered. Each a sentence. */
export function lacking(definition: Definition, has: Has): string[] {
  const lacks = ofNode(definition.node, has);
  const untold = [...new Set(lacks.flatMap((lack) => ("untold" in lack ? [lack.untold] : [])))];
  const events = untold.length === 0 ? [] : [`No ${untold.join(" and no ")} have come yet. Settings has the key with which your other systems send them.`];
  return [...new Set(lacks.flatMap((lack) => ("why" in lack ? [lack.why] : []))), ...events];
}

function ofNode(node: Node, has: Has): Lack[] {
  if (node.kind === "not") return ofNode(node.node, has);
  if (node.kind === "all") return node.nodes.flatMap((child) => ofNode(child, has));
  if (node.kind !== "any") return ofLeaf(node, has);
  const each = node.nodes.map((child) => ofNode(child, has));
  return each.some((lacks) => lacks.length === 0) ? [] : each.flat();
}

function ofLeaf(leaf: Leaf, has: Has): Lack[] {
  const untold = queriesIn(leaf).flatMap((query) => (isTold(query.event) && coverOf(query, has.covers) === null ? [{ untold: untoldWords(query) }] : []));
  const owned = !has.variants && asksOwners(leaf) ? [{ why: NO_VARIANTS }] : [];
  return [...untold, ...owned, ...fieldsIn(leaf).flatMap((key) => ofField(key, leaf, has))];
}

/** A field that stands for other conditions lacks what they lack. */
function ofField(key: string, leaf: Leaf, has: Has): Lack[] {
  const field = customerField(key);
  if (field?.type === "derived") {
    const test = leaf.kind === "attr" ? leaf.test : null;
    const values = test === null ? [] : "values" in test ? test.values.map(String) : "value" in test ? [String(test.value)] : [];
    return values.flatMap((value) => ofNode(field.expand(value, leaf.kind === "attr" ? leaf.with : undefined), has));
  }
  // Replies are a bonus.
  if (field?.type === "score") return [field.told.got, field.told.clicked, field.told.optedOut].flatMap((event) => (coverOf({ event }, has.covers) === null ? [{ untold: untoldWords({ event }) }] : []));
  if (field?.missing !== undefined) return [{ why: field.missing }];
  return OF_BIRTH.includes(key) && !has.birthDates ? [{ why: NO_BIRTH_DATES }] : [];
}

const fieldsIn = (leaf: Leaf): string[] => {
  const compared = leaf.kind === "cmp" ? [leaf.left, leaf.right] : leaf.kind === "rank" ? [leaf.of] : [];
  return [...(leaf.kind === "attr" ? [leaf.field] : []), ...compared.flatMap((each) => (each.kind === "attr" ? [each.field] : []))];
};

type Queried = { event: EventKey; where?: Filter[]; whereAny?: boolean };

/** A leaf may look at two kinds: one per another, or one after another. */
function queriesIn(leaf: Leaf): Queried[] {
  switch (leaf.kind) {
    case "agg": case "nth": case "share": case "top": case "some": return [leafQuery(leaf)];
    case "rate": return [leafQuery(leaf), per(leaf)];
    case "seq": return [{ event: leaf.event, where: leaf.first }, { event: leaf.thenEvent ?? leaf.event, where: leaf.then }];
    case "cmp": return [leaf.left, leaf.right].flatMap(ofExpression);
    case "trend": case "rank": return ofExpression(leaf.of);
    case "attr": case "in": case "flow": case "list": case "bucket": return [];
    default: return leaf satisfies never;
  }
}

type Expressed = Extract<Leaf, { kind: "trend" }>["of"] | Extract<Leaf, { kind: "rank" }>["of"];
function ofExpression(of: Expressed): Queried[] {
  if (of.kind === "attr") return [];
  return of.kind === "rate" ? [leafQuery(of), per(of)] : [leafQuery(of)];
}

const leafQuery = ({ event, where, whereAny }: { event: EventKey; where?: Filter[] | undefined; whereAny?: boolean | undefined }): Queried => ({ event, ...(where && { where }), ...(whereAny && { whereAny }) });
const per = ({ per: event, perWhere }: { per: EventKey; perWhere?: Filter[] | undefined }): Queried => ({ event, ...(perWhere && { where: perWhere }) });

function untoldWords({ event, where = [] }: Queried): string {
  if (event === "visit") return "views of pages, products or collections";
  if (!isEventKind(event)) return "";
  const test = event === "custom" ? where.find(({ field }) => field === "event.name")?.test : undefined;
  return test && "value" in test ? `“${test.value}” events` : KIND_WORDS[event].many;
}
