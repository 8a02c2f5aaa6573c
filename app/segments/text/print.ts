// Definitions written as text.
import { type Points, POINTS, pointsOf, SEEN_MIN } from "../affinity.ts";
import type { Attr, Definition, Expression, Filter, Group, In, InFlow, Leaf, Node, NumberTest, Seq, Share, Test, Window } from "../definition.ts";
import { ownNumbersOf } from "../derived.ts";
import { noteOf } from "../note.ts";
import { hasOwnDays } from "../own-days.ts";
import type { Query } from "../query.ts";
import { clockOf } from "../windows.ts";
import { commentLines } from "./comments.ts";
import { quote } from "./lex.ts";
import { naturalEvent, SIGNS, UNITS } from "./names.ts";
import { fadingText, leastText, placeText, ratePartsText, sureText, trendText } from "./print-ranked.ts";

/** Before the conditions, where days are each customer's own. */
export const daysText = (definition: Pick<Definition, "clock">): string => (hasOwnDays(definition) ? "in customer days " : "");

/** What is noted begins lines of its own. A joined whole is below its note, and an empty line; what it is part of tells by brackets. */
export function printNode(node: Node, isWhole = true): string {
  const note = noteOf(node);
  if (note === undefined) return plainText(node);
  const lines = `\n${commentLines(note).join("\n")}\n`;
  return isWhole && isJoined(node) ? behind(`${lines}\n`, plainText(node)) : lines + bracketed(node);
}

/** Behind a word, on its line or on lines of its own. */
export const behind = (word: string, text: string): string => (text.startsWith("\n") ? word.replace(/\s$/, "") + text : word + text);

export const isJoined = (node: Node): node is Group => (node.kind === "all" || node.kind === "any") && node.nodes.length > 1;
const bracketed = (node: Node): string => (isJoined(node) ? `(${plainText(node)})` : plainText(node));
const part = (node: Node): string => (noteOf(node) === undefined ? bracketed(node) : printNode(node, false));

/** Without the node's own note. */
export function plainText(node: Node): string {
  switch (node.kind) {
    case "all": case "any": return group(node);
    case "not": return `not ${bracketed(node.node)}`;
    default: return leafText(node);
  }
}

/** One condition, or none, is no conjunction: it is written as all(…). */
function group({ kind, nodes }: Group): string {
  const [first, ...others] = nodes;
  if (first === undefined || others.length === 0) return `${kind}(${nodes.map((node) => printNode(node, false)).join("")})`;
  return others.reduce((text, node) => behind(`${text} ${kind === "all" ? "and" : "or"} `, part(node)), part(first));
}

function leafText(leaf: Leaf): string {
  const unknown = leaf.ifUnknown === undefined || leaf.ifUnknown === "keep" ? "" : ` if unknown ${leaf.ifUnknown}`;
  return bareText(leaf) + unknown;
}

function bareText(leaf: Leaf): string {
  switch (leaf.kind) {
    case "attr": return `${leaf.field}${numbersText(leaf)} ${testText(leaf.test)}`;
    case "agg": return `${leaf.measure}(${subject(leaf)}${whereText(leaf)})${outerWindow(leaf.window)} ${numberText(leaf.test)}`;
    case "nth": return `nth(${leaf.k}, ${subject(leaf)}${innerText(leaf)}) ${testText(leaf.test)}`;
    case "share": return shareText(leaf);
    case "top": return `top(${leaf.of} of ${leaf.event} by ${leaf.field}${innerText(leaf)}${fadingText(leaf)}) ${testText(leaf.test)}`;
    case "some": return `some(${leaf.measure}(${subject(leaf)}${innerText(leaf)}) by ${leaf.by}${leaf.atLeast === undefined || leaf.atLeast <= 1 ? "" : ` with ${leaf.atLeast}`}) ${numberText(leaf.test)}`;
    case "cmp": return `compare ${expressionText(leaf.left)} ${SIGNS[leaf.cmp]} ${leaf.factor === undefined || leaf.factor === 1 ? "" : `${leaf.factor} * `}${expressionText(leaf.right)}${leaf.plus === undefined || leaf.plus === 0 ? "" : ` + ${leaf.plus}`}`;
    case "rate": return `rate(${ratePartsText(leaf)})${outerWindow(leaf.window)}${fadingText(leaf)}${leastText(leaf)} ${sureText(leaf)}${numberText(leaf.test)}`;
    case "trend": return `${trendText(leaf)} ${sureText(leaf)}${numberText(leaf.test)}`;
    case "rank": return `rank(${expressionText(leaf.of)}${leaf.among === undefined ? "" : ` among segment ${leaf.among}`}) ${placeText(leaf.place)}`;
    case "seq": return seqText(leaf);
    case "in": return inText(leaf);
    case "flow": return flowText(leaf);
    case "list": return `in list ${leaf.list}`;
    case "bucket": return `bucket(${quote(leaf.salt)}) ${leaf.from}..${leaf.to}`;
    default: return leaf satisfies never;
  }
}

/** The standard numbers go without saying. */
function numbersText(leaf: Pick<Attr, "field" | "with">): string {
  const own = ownNumbersOf(leaf);
  return own === null ? "" : ` with (${Object.entries(own).map(([name, value]) => `${name} ${value}`).join(", ")})`;
}

/** The field alone where it says which event is meant. */
function subject({ event, field }: { event: Query["event"]; field?: string | undefined }): string {
  return field === undefined ? event : naturalEvent(field) === event ? field : `${event}, ${field}`;
}

export const whereText = ({ where = [], whereAny }: Pick<Query, "where" | "whereAny">) => (where.length === 0 ? "" : ` where ${filtersText(where, whereAny ? " or " : " and ")}`);
const filtersText = (filters: Filter[], between: string) => filters.map(({ field, test }) => `${field} ${testText(test)}`).join(between);
const isAll = (window: Window | undefined) => window === undefined || window.kind === "all";
const outerWindow = (window: Window | undefined) => (isAll(window) || window === undefined ? "" : ` in ${windowText(window)}`);
const innerText = (query: Query) => whereText(query) + (isAll(query.window) || query.window === undefined ? "" : ` during ${windowText(query.window)}`);

function shareText(leaf: Share): string {
  const part = leaf.by === undefined ? `with ${filtersText(leaf.part ?? [], " and ")}` : `by ${leaf.by}`;
  const least = leaf.atLeast === undefined || (leaf.of === "affinity" ? leaf.atLeast === SEEN_MIN : leaf.atLeast <= 1) ? "" : ` with ${leaf.atLeast}`;
  return `share(${leaf.of} of ${leaf.event}${whereText(leaf)} ${part})${outerWindow(leaf.window)}${fadingText(leaf)}${pointsText("view", leaf, "viewPoints")}${pointsText("cart", leaf, "cartPoints")}${least} ${numberText(leaf.test)}`;
}

const pointsText = (word: string, leaf: Share, points: Points) => (pointsOf(leaf, points) === POINTS[points] ? "" : ` ${word} ${pointsOf(leaf, points)}`);

export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "attr": return expression.field + numbersText(expression);
    case "agg": return `${expression.measure}(${subject(expression)}${innerText(expression)})`;
    case "rate": return `rate(${ratePartsText(expression)}${expression.window === undefined || isAll(expression.window) ? "" : ` during ${windowText(expression.window)}`}${fadingText(expression)}${leastText(expression)})`;
    case "nth": return `nth(${expression.k}, ${subject(expression)}${innerText(expression)})`;
    default: return expression satisfies never;
  }
}

function seqText(leaf: Seq): string {
  const times = leaf.times === undefined ? "" : ` times ${leaf.times}`;
  const then = `${leaf.absent ? " no" : ""}${leaf.thenEvent === undefined ? "" : ` ${leaf.thenEvent}`}${leaf.sameProduct ? " same product" : ""}`;
  return `seq(${leaf.event}${whereText({ where: leaf.first })}${times} then${then}${whereText({ where: leaf.then })} within ${leaf.within.n} ${UNITS[leaf.within.unit]})${outerWindow(leaf.window)}`;
}

function inText({ segment, how }: In): string {
  switch (how.kind) {
    case "is": return `in segment ${segment}`;
    case "was": return `was in segment ${segment}`;
    case "joined": case "left": return `${how.kind} segment ${segment} in ${windowText(how.window)}`;
    case "for": return `in segment ${segment} for ${how.n} ${UNITS[how.unit]}${clockText(how)}`;
    case "on": return `in segment ${segment} on ${how.date}`;
    case "times": return `times(segment ${segment})${outerWindow(how.window)} ${numberText(how.test)}`;
    default: return how satisfies never;
  }
}

function flowText({ flow: number, group, how }: InFlow): string {
  const flow = group === undefined ? String(number) : `${number} as ${group}`;
  switch (how.kind) {
    case "is": return `in flow ${flow}`;
    case "was": return `was in flow ${flow}`;
    case "at": return `at ${quote(how.step)} in flow ${flow}`;
    case "entered": return `entered flow ${flow} in ${windowText(how.window)}`;
    case "ended": return `left flow ${flow}${how.because === undefined ? "" : ` because ${how.because.join(", ")}`} in ${windowText(how.window)}`;
    case "drew": return `drew ${quote(how.arm)} at ${quote(how.step)} in flow ${flow} in ${windowText(how.window)}`;
    case "times": return `times(flow ${flow})${outerWindow(how.window)} ${numberText(how.test)}`;
    default: return how satisfies never;
  }
}

const clockText = (window: Parameters<typeof clockOf>[0]) => (window.clock === undefined || window.clock === clockOf({ unit: window.unit }) ? "" : ` ${window.clock}`);

export function windowText(window: Window): string {
  switch (window.kind) {
    case "all": return "all time";
    case "last": case "next": return `${window.kind} ${window.n} ${UNITS[window.unit]}${clockText(window)}`;
    case "ago": return `more than ${window.n} ${UNITS[window.unit]} ago${clockText(window)}`;
    case "between-ago": return `between ${window.from}..${window.to} ${UNITS[window.unit]} ago${clockText(window)}`;
    case "before": case "after": case "on": return `${window.kind} ${window.date}`;
    case "between": return `from ${window.from} to ${window.to}`;
    case "outside": return `outside ${window.from} to ${window.to}`;
    case "period": return `period ${window.unit} ${window.back}${window.toDate ? " to date" : ""}`;
    case "season": return `season {${window.seasons.join(", ")}}${window.back === undefined ? "" : ` back ${window.back}`}`;
    case "since": return `since ${window.of}`;
    case "since-entered": return `since segment ${window.segment}`;
    default: return window satisfies never;
  }
}

function numberText(test: NumberTest): string {
  if ("value" in test) return `${SIGNS[test.op]} ${test.value}`;
  return "from" in test ? `${test.op === "within" ? "" : "not "}between ${test.from}..${test.to}` : test.op;
}

const list = (values: string[]) => `{${values.map(quote).join(", ")}}`;
const numbers = (values: number[]) => `{${values.join(", ")}}`;

function testText(test: Test): string {
  switch (test.op) {
    case "eq": case "ne": case "lt": case "le": case "gt": case "ge": case "within": case "notWithin": return numberText(test);
    case "known": case "unknown": return test.op;
    case "isTrue": return "is true";
    case "isFalse": return "is false";
    case "isEmpty": return "is empty";
    case "is": return `is ${quote(test.value)}`;
    case "isNot": return `is not ${quote(test.value)}`;
    case "anyOf": return `in ${list(test.values)}`;
    case "noneOf": return `not in ${list(test.values)}`;
    case "contains": return `contains ${quote(test.value)}`;
    case "notContains": return `not contains ${quote(test.value)}`;
    case "startsWith": return `starts ${quote(test.value)}`;
    case "endsWith": return `ends ${quote(test.value)}`;
    case "matches": return `matches ${quote(test.value)}`;
    case "hasStarting": return `has starting ${quote(test.value)}`;
    case "hasAny": return `has any ${list(test.values)}`;
    case "hasAll": return `has all ${list(test.values)}`;
    case "hasNone": return `has none ${list(test.values)}`;
    case "hasExactly": return `has exactly ${list(test.values)}`;
    case "length": case "size": return `${test.op} ${SIGNS[test.cmp]} ${test.value}`;
    case "in": return `in ${windowText(test.window)}`;
    case "anniversary": return `anniversary ${test.from}..${test.to}`;
    case "month": case "weekday": return `${test.op} ${numbers(test.values)}`;
    case "hour": return `hour ${test.from}..${test.to}`;
    case "near": return `within ${test.km} km of ${test.latitude}, ${test.longitude}`;
    default: return test satisfies never;
  }
}
