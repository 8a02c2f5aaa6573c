// What the merchant wrote → a template that renders for everybody, or every mistake with its place. It is asked at each
// change of the text and once more at save; what it lets through never fails when it is sent.
import { defaultOptions, LiquidError, Tokenizer } from "liquidjs";
import { WHOLE_TEXT } from "../../lib/whole-text.ts";
import { type Block, type Output, readBlocks } from "./blocks.ts";
import { readCondition } from "./check-conditions.ts";
import { readOperand, readPath, readSteps } from "./check-values.ts";
import { knowing, type Place, type Reading, type TextProblem, wrong } from "./reading.ts";
import type { Piece, Template } from "./template.ts";
import { ALWAYS, isRoot, LIST_MAX, type Root } from "./variables.ts";

/** Room for a few branches of which one is sent. */
export const TEMPLATE_MAX = 4_000;

/** `roots`: what the occasion knows besides the shop and the customer. Problems stand in the order of the text. */
export function readTemplate(written: string, roots: readonly Root[]): { template: Template; problems: [] } | { template: null; problems: TextProblem[] } {
  // A line break of two characters would be paid for twice.
  const text = written.replace(/\r\n?/g, "\n");
  const reading: Reading = { roots: new Set([...ALWAYS, ...roots]), problems: [] };
  if (text.length > TEMPLATE_MAX) wrong(reading, { begin: TEMPLATE_MAX, end: text.length }, `A text has at most ${TEMPLATE_MAX} characters, variables included.`);
  else if (!WHOLE_TEXT.test(text)) wrong(reading, { begin: 0, end: text.length }, "Half a character stands in this text. Write it anew.");
  else if (text.trim() === "") wrong(reading, { begin: 0, end: text.length }, "Write what the text says.");
  if (reading.problems.length > 0) return { template: null, problems: reading.problems };
  const pieces = readPieces(reading, { item: null, known: new Set(), depth: 0 }, readBlocks(reading, text));
  if (reading.problems.length === 0) return { template: { text, pieces }, problems: [] };
  return { template: null, problems: reading.problems.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]) };
}

const readPieces = (reading: Reading, place: Place, blocks: readonly Block[]): Piece[] => blocks.flatMap((block) => readPiece(reading, place, block) ?? []);

function readPiece(reading: Reading, place: Place, block: Block): Piece | null {
  switch (block.is) {
    case "words": return block;
    case "output": return filled(reading, place, block.token);
    case "if": return chosen(reading, place, block);
    case "for": return each(reading, place, block);
    default: return block satisfies never;
  }
}

function filled(reading: Reading, place: Place, token: Output): Piece | null {
  const value = expression(reading, token, token.contentRange);
  if (!value) return null;
  const [only, more] = value.initial.postfix;
  if (!only || more) return wrong(reading, token, "One variable is filled in at a time.");
  const from = readOperand(reading, place, only);
  if (!from) return null;
  const out = readSteps(reading, place, from, value.filters);
  if (!out) return null;
  if (out.kind === "list") return wrong(reading, token, `${from.name ?? "This"} is a list. “for” tells its items one by one, “size” counts them.`);
  if (out.mayMiss) return wrong(reading, token, `${from.name ?? "This"} may be missing. Say what stands there then: {{ ${from.name ?? ""} | default: "…" }}.`);
  return { is: "filled", from: from.operand, steps: out.steps, kind: out.kind };
}

function chosen(reading: Reading, place: Place, { branches, otherwise }: Extract<Block, { is: "if" }>): Piece {
  let rest = place;
  const read: Extract<Piece, { is: "chosen" }>["branches"][number][] = [];
  for (const { token, unless, blocks } of branches) {
    const checked = conditionOf(reading, rest, token);
    const [sure, sureElse] = unless ? [checked?.sureElse, checked?.sure] : [checked?.sure, checked?.sureElse];
    const pieces = readPieces(reading, knowing(rest, sure ?? []), blocks);
    if (checked) read.push({ when: unless ? { is: "not", of: checked.condition } : checked.condition, pieces });
    rest = knowing(rest, sureElse ?? []);
  }
  return { is: "chosen", branches: read, otherwise: readPieces(reading, rest, otherwise) };
}

function conditionOf(reading: Reading, place: Place, token: Output & { tokenizer: Tokenizer }) {
  const value = expression(reading, token, [token.tokenizer.p, token.contentRange[1]]);
  if (!value) return null;
  if (value.filters.length > 0) return wrong(reading, token, "A condition asks about a variable as it is, without filters.");
  return readCondition(reading, place, value.initial.postfix, token);
}

/** liquidjs throws at what it cannot read: to us that is the merchant's mistake. */
function expression(reading: Reading, token: Output, range: [number, number]) {
  // Word processors bend them, and then Liquid takes them for letters.
  const bent = /^(?:[^"'“”„‘’]|"[^"]*"|'[^']*')*(?<mark>[“”„‘’])/.exec(token.input.slice(...range))?.groups?.["mark"];
  if (bent !== undefined) return wrong(reading, token, `Within {{ … }} quotation marks are straight: "…", not ${bent}.`);
  const tokenizer = new Tokenizer(token.input, defaultOptions.operators, undefined, range);
  try {
    const value = tokenizer.readFilteredValue();
    tokenizer.skipBlank();
    return tokenizer.end() ? value : wrong(reading, { begin: tokenizer.p, end: range[1] }, "This is too much here.");
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    return wrong(reading, token, "This cannot be read. Variables look like {{ customer.first_name }}, with a filter like {{ customer.first_name | default: \"there\" }}.");
  }
}

function each(reading: Reading, place: Place, { token, blocks, otherwise }: Extract<Block, { is: "for" }>): Piece | null {
  const head = loopHead(reading, place, token);
  const inner: Place = head ? { ...place, item: { name: head.name, fields: head.fields } } : place;
  const pieces = head ? readPieces(reading, inner, blocks) : [];
  const rest = readPieces(reading, place, otherwise);
  return head && { is: "each", name: head.name, list: head.list, most: head.most, pieces, otherwise: rest };
}

function loopHead(reading: Reading, place: Place, token: Extract<Block, { is: "for" }>["token"]) {
  if (place.item) return wrong(reading, token, "A list cannot be told within another.");
  const written = /^(?<name>[a-z_]\w*)\s+in\s+(?<list>[\w.]+)(?:\s+limit\s*:\s*(?<limit>\d+))?$/i.exec(token.args.trim())?.groups;
  if (!written) return wrong(reading, token, "A list is told as in {% for item in cart.items limit: 3 %}.");
  const { name = "", list = "", limit } = written;
  if (isRoot(name)) return wrong(reading, token, `“${name}” is taken. Call the items something else.`);
  const read = readPath(reading, place, token, list.split("."));
  if (!read) return null;
  if (read.kind !== "list" || !read.items) return wrong(reading, token, `${list} is no list.`);
  const most = limit === undefined ? LIST_MAX : Number(limit);
  if (most < 1 || most > LIST_MAX) return wrong(reading, token, `A list tells 1 to ${LIST_MAX} items.`);
  return { name, list: list.split("."), fields: read.items, most };
}
