// Text read back: conditions and how they are joined.
import { type Attr, EventKey, Measure, Seq, type Expression, type Filter, type Leaf, type Node, type Window } from "../definition.ts";
import { noteOf, withNote } from "../note.ts";
import type { Query } from "../query.ts";
import { NOTE_MAX } from "../shape.ts";
import type { Comment } from "./comments.ts";
import { naturalEvent } from "./names.ts";
import { parseFading, parseInnerRate, parseRank, parseRate, parseTrend } from "./parse-ranked.ts";
import { parseFlow } from "./parse-flow.ts";
import type { Reader } from "./reader.ts";
import { isJoiner, isSign } from "./recover.ts";
import { comparison, needNumberTest, needSpan, needTest, needWindow, whole } from "./parse-test.ts";

/** Deeper text is refused before it can exhaust the stack; check.ts says the limit in a sentence. */
const NESTED_MAX = 50;

export function parseNode(reader: Reader, depth = 0): Node {
  if (depth > NESTED_MAX) return reader.stop("The conditions are nested too deep.");
  const whole = depth === 0 ? reader.comments("apart") : [];
  const first = parseOperand(reader, depth);
  const kind = reader.peek()?.text === "and" ? "all" : reader.peek()?.text === "or" ? "any" : null;
  if (kind === null) return noted(reader, first, whole);
  const nodes = [first];
  while (reader.take(kind === "all" ? "and" : "or")) nodes.push(noted(reader, nodes.pop() ?? first, [], reader.comments("behind")), parseOperand(reader, depth));
  if (!isJoiner(reader.peek())) return noted(reader, { kind, nodes }, whole);
  reader.amiss("“and” and “or” side by side need brackets.");
  while (reader.take("and") || reader.take("or")) nodes.push(parseOperand(reader, depth));
  return { kind, nodes };
}

function parseOperand(reader: Reader, depth: number): Node {
  const node = parseUnary(reader, depth);
  const behind = reader.comments("behind");
  reader.settle(depth > 0);
  const isLast = reader.peek() === undefined || isSign(reader.peek(), ")");
  return noted(reader, node, [], isLast ? [...behind, ...reader.comments("all")] : behind);
}

function noted(reader: Reader, node: Node, before: readonly Comment[], behind: readonly Comment[] = []): Node {
  const [first] = [...before, ...behind];
  if (!first) return node;
  const found = withNote(node, [...before, noteOf(node), ...behind].flatMap((each) => (each === undefined ? [] : typeof each === "string" ? each : each.text)));
  const longest = noteOf(found)?.length ?? 0;
  if (longest > NOTE_MAX) reader.refuse(`A note has at most ${NOTE_MAX} characters, and here are ${longest}.`, { at: first.at, to: [...before, ...behind].at(-1)?.to ?? first.to });
  return found;
}

/** In place of a condition that cannot be read; what it stands in is used by nobody. */
const UNREAD: Node = { kind: "all", nodes: [] };

function parseUnary(reader: Reader, depth: number): Node {
  if (depth > NESTED_MAX) return reader.stop("The conditions are nested too deep.");
  if (reader.take("not")) return { kind: "not", node: parseUnary(reader, depth + 1) };
  if (reader.take("(")) return parseBracket(reader, depth);
  for (const kind of ["all", "any"] as const) {
    if (!reader.take(kind, "(")) continue;
    const own = atBracket(reader);
    if (reader.take(")")) return noted(reader, { kind, nodes: [] }, own, reader.comments("inside"));
    return noted(reader, { kind, nodes: [closed(reader, parseNode(reader, depth + 1))] }, own);
  }
  const from = reader.place();
  const leaf = reader.recover<Node>(() => parseDecided(reader), UNREAD);
  reader.mark(from);
  return noted(reader, leaf, reader.comments("inside"));
}

/** Before a bracket that was opened, and behind it on its line: of the group. */
const atBracket = (reader: Reader): Comment[] => [...reader.comments("inside"), ...reader.comments("behind")];

function parseBracket(reader: Reader, depth: number): Node {
  const own = atBracket(reader);
  return noted(reader, closed(reader, parseNode(reader, depth + 1)), own);
}

function parseDecided(reader: Reader): Leaf {
  const leaf = parseLeaf(reader);
  if (!reader.take("if", "unknown")) return leaf;
  const ifUnknown = reader.word("yes, no or keep");
  return ifUnknown === "yes" || ifUnknown === "no" || ifUnknown === "keep" ? { ...leaf, ifUnknown } : reader.wrong("Unknown can count as yes, no or keep.");
}

export function closed<Result>(reader: Reader, result: Result): Result {
  reader.need(")");
  return result;
}

function parseLeaf(reader: Reader): Leaf {
  if (reader.take("in", "segment")) return parseIn(reader);
  if (reader.take("in", "list")) return { kind: "list", list: whole(reader) };
  if (reader.take("was", "in", "segment")) return { kind: "in", segment: whole(reader), how: { kind: "was" } };
  for (const kind of ["joined", "left"] as const) {
    if (reader.take(kind, "segment")) return { kind: "in", segment: whole(reader), how: { kind, window: outerWindow(reader) ?? reader.stop("Here a window is expected.") } };
  }
  if (reader.take("times", "(", "segment")) {
    const segment = closed(reader, whole(reader));
    const window = outerWindow(reader);
    return { kind: "in", segment, how: { kind: "times", ...(window ? { window } : {}), test: needNumberTest(reader) } };
  }
  const run = parseFlow(reader);
  if (run !== null) return run;
  if (reader.take("bucket", "(")) {
    const salt = closed(reader, reader.string());
    const from = whole(reader);
    reader.need("..");
    return { kind: "bucket", salt, from, to: whole(reader) };
  }
  if (reader.take("rate", "(")) return parseRate(reader);
  if (reader.take("trend", "(")) return parseTrend(reader);
  if (reader.take("rank", "(")) return parseRank(reader);
  if (reader.take("share", "(")) return parseShare(reader);
  if (reader.take("top", "(")) return parseTop(reader);
  if (reader.take("some", "(")) return parseSome(reader);
  if (reader.take("seq", "(")) return parseSeq(reader);
  if (reader.take("compare")) return parseCmp(reader);
  return parseMeasured(reader);
}

function parseMeasured(reader: Reader): Leaf {
  if (reader.take("nth", "(")) {
    const { field, ...nth } = parseNth(reader);
    return { kind: "nth", ...nth, field, test: needTest(reader) };
  }
  reader.offer(...MEASURED);
  const measure = Measure.safeParse(reader.peek()?.text);
  if (measure.success && reader.peek(1)?.text === "(") {
    const { window: inside, ...measured } = parseAgg(reader, measure.data);
    const window = inside ?? outerWindow(reader);
    return { kind: "agg", ...measured, ...(window ? { window } : {}), test: needNumberTest(reader) };
  }
  if (JOINERS.has(reader.peek()?.text ?? "")) return reader.stop("Here a condition is expected.");
  const field = reader.word("a field or a condition");
  return { kind: "attr", field, ...parseNumbers(reader), test: needTest(reader) };
}

function parseNumbers(reader: Reader): Pick<Attr, "with"> {
  if (!reader.take("with", "(")) return {};
  const numbers: Record<string, number> = {};
  do {
    const name = reader.word("the name of a number");
    if (Object.hasOwn(numbers, name)) return reader.wrong(`“${name}” is said twice.`);
    numbers[name] = reader.number();
  } while (reader.take(","));
  return { with: closed(reader, numbers) };
}

const MEASURED = Measure.options.map((measure) => `${measure}(`);
const JOINERS = new Set(["and", "or", "if"]);

export function parseAgg(reader: Reader, measure: Measure) {
  reader.need(measure, "(");
  const { event, field } = parseSubject(reader);
  return closed(reader, { measure, ...(field === undefined ? {} : { field }), event, ...parseInner(reader) });
}

function parseNth(reader: Reader) {
  const k = reader.number();
  reader.need(",");
  const { event, field } = parseSubject(reader);
  return closed(reader, { k, event, field: field ?? reader.stop("Here a field is expected."), ...parseInner(reader) });
}

/** "order", "order.net" or "delivered, order.net". */
function parseSubject(reader: Reader): { event: EventKey; field?: string } {
  const word = reader.word("an event or a field");
  const event = EventKey.safeParse(word);
  if (event.success) return reader.take(",") ? { event: event.data, field: reader.word("a field") } : { event: event.data };
  const natural = naturalEvent(word);
  return natural === null ? reader.wrong(`“${word}” is neither an event nor a field of one.`) : { event: natural, field: word };
}

function parseInner(reader: Reader): Pick<Query, "where" | "whereAny" | "window"> {
  const where = parseWhere(reader);
  return reader.take("during") ? { ...where, window: needWindow(reader) } : where;
}

export function parseWhere(reader: Reader): Pick<Query, "where" | "whereAny"> {
  return reader.take("where") ? parseFilters(reader) : {};
}

function parseFilters(reader: Reader): { where: Filter[]; whereAny?: true } {
  const where = [parseFilter(reader)];
  const between = reader.peek()?.text === "or" ? "or" : "and";
  while (reader.take(between)) where.push(parseFilter(reader));
  return between === "or" ? { where, whereAny: true } : { where };
}

const parseFilter = (reader: Reader): Filter => ({ field: reader.word("a field"), test: needTest(reader) });

export const outerWindow = (reader: Reader): Window | undefined => (reader.take("in") || ["all", "last", "more", "period", "since", "from"].includes(reader.peek()?.text ?? "") ? needWindow(reader) : undefined);

function parseShare(reader: Reader): Leaf {
  const of = reader.word("count, quantity, money or affinity");
  if (of !== "count" && of !== "quantity" && of !== "money" && of !== "affinity") return reader.wrong("A share is of count, quantity, money or affinity.");
  reader.need("of");
  const { event } = parseSubject(reader);
  const where = parseWhere(reader);
  const part = reader.take("by") ? { by: reader.word("a field") } : (reader.need("with"), { part: parseFilters(reader).where });
  reader.need(")");
  const window = outerWindow(reader);
  const fading = parseFading(reader);
  const viewPoints = reader.take("view") ? { viewPoints: whole(reader) } : {};
  const cartPoints = reader.take("cart") ? { cartPoints: whole(reader) } : {};
  const atLeast = reader.take("with") ? { atLeast: whole(reader) } : {};
  return { kind: "share", of, event, ...where, ...part, ...(window ? { window } : {}), ...fading, ...viewPoints, ...cartPoints, ...atLeast, test: needNumberTest(reader) };
}

function parseTop(reader: Reader): Leaf {
  const of = reader.word("count, orders, quantity or money");
  if (of !== "count" && of !== "orders" && of !== "quantity" && of !== "money") return reader.wrong("A favourite is by count, orders, quantity or money.");
  reader.need("of");
  const { event } = parseSubject(reader);
  reader.need("by");
  const field = reader.word("a field");
  const inner = closed(reader, { ...parseInner(reader), ...parseFading(reader) });
  return { kind: "top", of, field, event, ...inner, test: needTest(reader) };
}

function parseSome(reader: Reader): Leaf {
  reader.offer(...MEASURED);
  const measure = Measure.safeParse(reader.peek()?.text);
  if (!measure.success) return reader.stop("Here a measure is expected, such as count.");
  const measured = parseAgg(reader, measure.data);
  reader.need("by");
  const by = reader.word("a field");
  const atLeast = reader.take("with") ? { atLeast: whole(reader) } : {};
  return { kind: "some", by, ...measured, ...closed(reader, atLeast), test: needNumberTest(reader) };
}

function seqEvent(word: string, reader: Reader): Seq["event"] {
  const event = Seq.shape.event.safeParse(word);
  return event.success ? event.data : reader.wrong("A sequence is of orders, items, refunds, or of what people did.");
}

function parseSeq(reader: Reader): Leaf {
  const event = seqEvent(reader.word("an event such as order, item or productViewed"), reader);
  const first = parseWhere(reader).where ?? [];
  const times = reader.take("times") ? { times: whole(reader) } : {};
  reader.need("then");
  const absent = reader.take("no") ? { absent: true } : {};
  const word = reader.peek()?.text ?? "";
  const thenEvent = EventKey.safeParse(word).success ? { thenEvent: seqEvent(reader.word("an event"), reader) } : {};
  const sameProduct = reader.take("same", "product") ? { sameProduct: true } : {};
  const then = parseWhere(reader).where ?? [];
  reader.need("within");
  const within = closed(reader, needSpan(reader));
  const window = outerWindow(reader);
  return { kind: "seq", event, first, ...thenEvent, then, within, ...times, ...absent, ...sameProduct, ...(window ? { window } : {}) };
}

function parseCmp(reader: Reader): Leaf {
  const left = parseExpression(reader);
  const cmp = comparison(reader) ?? reader.stop("Here =, !=, <, <=, > or >= is expected.");
  const factor = reader.peek()?.kind === "number" ? { factor: reader.number() } : {};
  if ("factor" in factor) reader.need("*");
  const right = parseExpression(reader);
  return { kind: "cmp", left, cmp, ...factor, right, ...(reader.take("+") ? { plus: reader.number() } : {}) };
}

export function parseExpression(reader: Reader): Expression {
  if (reader.take("nth", "(")) return { kind: "nth", ...parseNth(reader) };
  if (reader.take("rate", "(")) return parseInnerRate(reader);
  reader.offer(...MEASURED);
  const measure = Measure.safeParse(reader.peek()?.text);
  if (measure.success && reader.peek(1)?.text === "(") return { kind: "agg", ...parseAgg(reader, measure.data) };
  return { kind: "attr", field: reader.word("a field or a measure"), ...parseNumbers(reader) };
}

function parseIn(reader: Reader): Leaf {
  const segment = whole(reader);
  if (reader.take("on")) return { kind: "in", segment, how: { kind: "on", date: reader.date() } };
  if (!reader.take("for")) return { kind: "in", segment, how: { kind: "is" } };
  const span = needSpan(reader);
  const clock = reader.take("rolling") ? { clock: "rolling" as const } : reader.take("calendar") ? { clock: "calendar" as const } : {};
  return { kind: "in", segment, how: { kind: "for", ...span, ...clock } };
}
