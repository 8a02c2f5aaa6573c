// What can be wrong with one leaf.
import type { Problem } from "#app/lib/problem.ts";
import { namedColumn } from "#app/lists/column.ts";
import { TYPE_WORDS } from "#app/lists/keep.ts";
import { isOfProduct } from "../affinity.ts";
import type { CheckContext, PublishedFlow } from "../check.ts";
import type { Agg, Attr, Cmp, EventKey, Expression, Filter, In, InFlow, Leaf, Measure, NumberTest, Path, Seq, Share, Some, Top } from "../definition.ts";
import { EVENTS } from "../events.ts";
import { customerField, eventField, metafieldName } from "../fields.ts";
import { isCount, needsField } from "../measure.ts";
import { secondOf } from "../seq.ts";
import { fixedMs } from "../windows.ts";
import { checkNumbers } from "./numbers.ts";
import { checkFading, checkRank, checkRate, checkSure, checkTrend } from "./ranked.ts";
import { checkNumber, checkTest } from "./test.ts";
import { checkWindow } from "./window.ts";

const say = (path: Path, message: string): Problem[] => [{ path, message }];

export function checkLeaf(leaf: Leaf, path: Path, context: CheckContext): Problem[] {
  switch (leaf.kind) {
    case "attr": return checkAttr(leaf, path, context);
    case "agg": return [...checkMeasured(leaf, path), ...checkQuery(leaf, path), ...checkCount(leaf, path)];
    case "nth": return [...checkQuery(leaf, path), ...checkNthField(leaf, path)];
    case "share": return [...checkQuery(leaf, path), ...checkFading(leaf, path), ...checkShare(leaf, path)];
    case "top": return [...checkQuery(leaf, path), ...checkFading(leaf, path), ...checkTop(leaf, path)];
    case "some": return [...checkMeasured(leaf, path), ...checkQuery(leaf, path), ...checkSome(leaf, path)];
    case "cmp": return checkCmp(leaf, path, context);
    case "rate": return [...checkRate(leaf, path), ...checkNumber(leaf.test, [...path, "test"]), ...checkSure(leaf, path)];
    case "trend": return checkTrend(leaf, path);
    case "rank": return checkRank(leaf, path, context);
    case "seq": return checkSeq(leaf, path);
    case "in": return checkIn(leaf, path);
    case "flow": return checkFlow(leaf, path, context);
    case "list": return context.lists && !context.lists.has(leaf.list) ? say([...path, "list"], `There is no list ${leaf.list}.`) : [];
    case "bucket": return leaf.from > leaf.to ? say([...path, "to"], "The first number must not be larger than the second.") : [];
    default: return leaf satisfies never;
  }
}

function checkAttr(leaf: Attr, path: Path, { mapped, lists }: CheckContext): Problem[] {
  const field = customerField(leaf.field);
  if (field === null) return say([...path, "field"], `There is no field “${leaf.field}” about a customer.`);
  const metafield = metafieldName(leaf.field);
  if (metafield && mapped) {
    const type = Object.hasOwn(mapped, metafield.name) ? mapped[metafield.name] : undefined;
    if (type === undefined) return say([...path, "field"], `Segue does not read the metafield “${metafield.name}” yet. Add it in Settings, under “What Segue reads of your customers”, then save again.`);
    if (type !== null && type !== metafield.type) return say([...path, "field"], `The metafield “${metafield.name}” is a ${type}, not a ${metafield.type}.`);
  }
  const gone = lists ? goneColumn(leaf.field, lists) : null;
  if (gone !== null) return say([...path, "field"], gone);
  return [...checkNumbers(leaf, field, [...path, "with"]), ...checkTest(field, leaf.test, [...path, "test"], "leaf")];
}

/** Why a field that names a column of a list names none. */
function goneColumn(field: string, lists: NonNullable<CheckContext["lists"]>): string | null {
  const named = namedColumn(field);
  if (named === null) return null;
  const columns = lists.get(named.list);
  if (columns === undefined) return `There is no list ${named.list}.`;
  if (columns.some(({ key, type }) => key === named.key && type === named.type)) return null;
  const other = columns.find(({ key }) => key === named.key);
  return other ? `The list keeps “${other.name}” as ${TYPE_WORDS[other.type]}, not as ${TYPE_WORDS[named.type]}.` : `The list keeps no column “${named.key}”.`;
}

export type Queried = { event: EventKey; where?: Filter[] | undefined; window?: Agg["window"] };

export function checkQuery({ event, where = [], window }: Queried, path: Path): Problem[] {
  return [...checkFilters(event, where, [...path, "where"]), ...(window === undefined ? [] : checkWindow(window, [...path, "window"], "event"))];
}

function checkFilters(event: EventKey, filters: Filter[], path: Path): Problem[] {
  return filters.flatMap((filter, i) => {
    const field = eventField(event, filter.field);
    if (field === null) return say([...path, i, "field"], `There is no field “${filter.field}” about ${EVENTS[event].plural}.`);
    return checkTest(field, filter.test, [...path, i, "test"], "filter");
  });
}

const NUMBERS = ["number", "money"];
const SCALARS = ["text", "enum", "ref", "number", "money", "bool"];

export function checkMeasured({ event, measure, field: key }: { event: EventKey; measure: Measure; field?: string | undefined }, path: Path): Problem[] {
  if (!needsField(measure)) return key === undefined ? [] : say([...path, "field"], "This measure takes no field.");
  if (key === undefined) return say([...path, "field"], "Choose what is to be measured.");
  const field = eventField(event, key);
  if (field === null) return say([...path, "field"], `There is no field “${key}” about ${EVENTS[event].plural}.`);
  const types = measure === "distinct" ? SCALARS : NUMBERS;
  return types.includes(field.type) ? [] : say([...path, "field"], `“${field.label}” cannot be measured this way.`);
}

/** Questions about a count whose answer nobody needs. */
function checkCount(leaf: Agg, path: Path): Problem[] {
  const problems = checkNumber(leaf.test, [...path, "test"]);
  if (problems.length > 0 || !isCount(leaf.measure)) return problems;
  const certain = certainty(leaf.test);
  if (certain === null) return [];
  return say([...path, "test"], certain ? "Every count is like this: the condition is true of everybody." : "No count is like this: the condition is true of nobody.");
}

/** True or false where all whole numbers from 0 pass, or none. */
function certainty(test: NumberTest): boolean | null {
  switch (test.op) {
    case "known": return true;
    case "unknown": return false;
    case "ge": return test.value <= 0 ? true : null;
    case "gt": return test.value < 0 ? true : null;
    case "lt": return test.value <= 0 ? false : null;
    case "le": return test.value < 0 ? false : null;
    case "eq": return test.value < 0 || !Number.isInteger(test.value) ? false : null;
    case "ne": return test.value < 0 || !Number.isInteger(test.value) ? true : null;
    case "within": return test.to < 0 || Math.ceil(test.from) > Math.floor(test.to) ? false : null;
    case "notWithin": return test.to < 0 || Math.ceil(test.from) > Math.floor(test.to) ? true : null;
    default: return test satisfies never;
  }
}

function checkNthField(leaf: Extract<Leaf, { kind: "nth" }>, path: Path): Problem[] {
  const field = eventField(leaf.event, leaf.field);
  if (field === null) return say([...path, "field"], `There is no field “${leaf.field}” about ${EVENTS[leaf.event].plural}.`);
  return checkTest(field, leaf.test, [...path, "test"], "leaf");
}

function checkShare(leaf: Share, path: Path): Problem[] {
  const { part, by, of, event } = leaf;
  if (of === "affinity") return checkAffinity(leaf, path);
  const ways = part === undefined && by === undefined ? say([...path, "part"], "Say which part is meant.") : part !== undefined && by !== undefined ? say([...path, "by"], "Choose either a part or a field, not both.") : [];
  const source = EVENTS[event];
  const weight = (of === "quantity" && !source.quantity) || (of === "money" && !source.money) ? say([...path, "of"], `There is no ${of} of ${source.plural}.`) : [];
  const field = by === undefined ? null : eventField(event, by);
  const group = by !== undefined && (field === null || !SCALARS.includes(field.type)) ? say([...path, "by"], `“${by}” cannot be what ${source.plural} are divided by.`) : [];
  const empty = part?.length === 0 ? say([...path, "part"], "Say which part is meant.") : [];
  const points = (["viewPoints", "cartPoints"] as const).flatMap((name) => (leaf[name] === undefined ? [] : say([...path, name], "Only an affinity counts views and carts.")));
  return [...ways, ...empty, ...points, ...weight, ...group, ...checkFilters(event, part ?? [], [...path, "part"]), ...checkNumber(leaf.test, [...path, "test"])];
}

/** Views and carts are of a product, and of nothing else that items have. */
function checkAffinity({ event, part = [], by, where = [], test }: Share, path: Path): Problem[] {
  if (event !== "item") return say([...path, "event"], "An affinity is one of items, views and carts.");
  const empty = by !== undefined ? say([...path, "by"], "Say which products the affinity is with.") : part.length === 0 ? say([...path, "part"], "Say which products the affinity is with.") : [];
  const other = [["part", part], ["where", where]] as const;
  const fields = other.flatMap(([name, filters]) => filters.flatMap((filter, at) => (isOfProduct(filter) ? [] : say([...path, name, at, "field"], "Views and carts do not have this: ask about the product, its variant, vendor, type, tags, collections or category."))));
  return [...empty, ...fields, ...checkFilters(event, part, [...path, "part"]), ...checkNumber(test, [...path, "test"])];
}

const NAMED = ["text", "enum", "ref"];

function checkTop(leaf: Top, path: Path): Problem[] {
  const { event, of, field: key } = leaf;
  const field = eventField(event, key);
  const source = EVENTS[event];
  const weight = (of === "orders" && event !== "item") || (of === "quantity" && !source.quantity) || (of === "money" && !source.money) ? say([...path, "of"], `${source.plural} cannot be ranked by ${of}.`) : [];
  const fading = of === "orders" && leaf.halfLife !== undefined ? say([...path, "halfLife"], "What fades counts each event by its age: choose a number, quantity or money in place of orders.") : [];
  if (field === null || !NAMED.includes(field.type)) return [...weight, ...fading, ...say([...path, "field"], `“${key}” cannot be a favourite among ${source.plural}.`)];
  return [...weight, ...fading, ...checkTest(field, leaf.test, [...path, "test"], "leaf")];
}

function checkSome(leaf: Some, path: Path): Problem[] {
  const by = eventField(leaf.event, leaf.by);
  const group = by === null || !SCALARS.includes(by.type) ? say([...path, "by"], `“${leaf.by}” cannot be what ${EVENTS[leaf.event].plural} are divided by.`) : [];
  return [...group, ...checkNumber(leaf.test, [...path, "test"])];
}

function checkCmp(leaf: Cmp, path: Path, context: CheckContext): Problem[] {
  return [...checkExpression(leaf.left, [...path, "left"], context), ...checkExpression(leaf.right, [...path, "right"], context)];
}

export function checkExpression(expression: Expression, path: Path, context: CheckContext): Problem[] {
  const fieldPath = [...path, "field"];
  switch (expression.kind) {
    case "attr": {
      const problems = checkAttr({ ...expression, test: { op: "known" } }, path, context).filter(({ path: at }) => at[path.length] !== "test");
      const field = customerField(expression.field);
      const isNumber = field !== null && (NUMBERS.includes(field.type) || field.type === "score" || (field.type === "elapsed" && field.unit === "day"));
      if (problems.length > 0 || isNumber) return problems;
      return say(fieldPath, field?.type === "derived" ? `“${field.label}” is a group, not a number. Compare or rank the numbers in its rules.` : `“${field?.label ?? expression.field}” is not a number.`);
    }
    case "agg": {
      const spread = expression.measure === "gapSd" ? say([...path, "measure"], "The spread of gaps cannot be compared with another value.") : [];
      return [...spread, ...checkMeasured(expression, path), ...checkQuery(expression, path)];
    }
    case "rate": return checkRate(expression, path);
    case "nth": {
      const field = eventField(expression.event, expression.field);
      const isNumber = field !== null && NUMBERS.includes(field.type);
      const zero = expression.k === 0 ? say([...path, "k"], "Events are counted from 1, or from -1 backwards.") : [];
      return [...zero, ...(isNumber ? [] : say(fieldPath, `“${field?.label ?? expression.field}” is not a number.`)), ...checkQuery(expression, path)];
    }
    default: return expression satisfies never;
  }
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function checkSeq(leaf: Seq, path: Path): Problem[] {
  const { event, within } = leaf;
  const span = fixedMs(within.n, within.unit) === null ? say([...path, "within", "unit"], "Months and years differ in length: use minutes, hours, days or weeks.") : [];
  const bare = [event, secondOf(leaf)].find((each) => EVENTS[each].product === undefined);
  const product = leaf.sameProduct && bare !== undefined ? say([...path, "sameProduct"], `${sentence(EVENTS[bare].plural)} have no product.`) : [];
  return [...span, ...product, ...checkQuery({ event, where: [], window: leaf.window }, path), ...checkFilters(event, leaf.first, [...path, "first"]), ...checkFilters(secondOf(leaf), leaf.then, [...path, "then"])];
}

function checkFlow({ flow, group, how }: InFlow, path: Path, { flows, inFlow }: CheckContext): Problem[] {
  if (inFlow) return say([...path, "flow"], "A condition of a flow cannot ask about flows itself. Make a segment that asks about them, and ask about the segment.");
  const gone = flows && !flows.has(flow) ? say([...path, "flow"], `There is no flow ${flow} that was ever published.`) : [];
  const window = "window" in how && how.window !== undefined ? checkWindow(how.window, [...path, "how", "window"], "stay") : [];
  const drawn = how.kind === "drew" && group !== undefined ? say([...path, "group"], "Nobody of the control group draws an arm: leave the group out.") : [];
  const known = flows?.get(flow);
  const arm = how.kind === "drew" && known ? checkArm(how, known, [...path, "how"]) : [];
  const step = how.kind === "at" && known && !known.steps.some(({ step }) => step === how.step) ? say([...path, "how", "step"], `No published version of the flow has a step “${how.step}”.`) : [];
  return [...gone, ...window, ...drawn, ...arm, ...step, ...(how.kind === "times" ? checkNumber(how.test, [...path, "how", "test"]) : [])];
}

function checkArm({ step, arm }: { step: string; arm: string }, { experiments }: PublishedFlow, path: Path): Problem[] {
  const experiment = experiments.find((each) => each.step === step);
  if (!experiment) return say([...path, "step"], `No published version of the flow has an experiment “${step}”.`);
  return experiment.arms.includes(arm) ? [] : say([...path, "arm"], `The experiment “${step}” has no arm “${arm}”: it has ${experiment.arms.map((name) => `“${name}”`).join(", ")}.`);
}

function checkIn({ how }: In, path: Path): Problem[] {
  const window = "window" in how && how.window !== undefined ? checkWindow(how.window, [...path, "how", "window"], "stay") : [];
  const span = how.kind === "for" ? checkWindow({ kind: "ago", n: how.n, unit: how.unit, clock: how.clock }, [...path, "how"], "stay") : [];
  return [...window, ...span, ...(how.kind === "times" ? checkNumber(how.test, [...path, "how", "test"]) : [])];
}
