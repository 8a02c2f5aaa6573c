// Holds a condition against the catalogue, and says what it makes sure of: behind `{% if customer.first_name %}` the
// name needs no fallback.
import { type Token, TypeGuards } from "liquidjs";
import { article, readOperand, type Typed } from "./check-values.ts";
import { type Place, type Reading, wrong } from "./reading.ts";
import { type Comparison, COMPARISONS, type Condition } from "./template.ts";

/** `sure`: names that are there where the condition holds; `sureElse`: where it does not. */
export type Checked = { condition: Condition; sure: readonly string[]; sureElse: readonly string[] };

type Entry = { operand: Token } | { checked: Checked };

/** From the order in which liquidjs works: operands first, then what is done with them. */
export function readCondition(reading: Reading, place: Place, postfix: readonly Token[], spot: Token): Checked | null {
  const stack: Entry[] = [];
  for (const token of postfix) {
    if (!TypeGuards.isOperatorToken(token)) {
      stack.push({ operand: token });
      continue;
    }
    const right = stack.pop();
    if (token.operator === "not") {
      const of = right && checkedOf(reading, place, right);
      if (!of) return right ? null : incomplete(reading, spot);
      stack.push({ checked: { condition: { is: "not", of: of.condition }, sure: of.sureElse, sureElse: of.sure } });
      continue;
    }
    const left = stack.pop();
    if (!left || !right) return incomplete(reading, spot);
    const checked = token.operator === "and" || token.operator === "or" ? joined(reading, place, token.operator, left, right) : compared(reading, place, token, left, right);
    if (!checked) return null;
    stack.push({ checked });
  }
  const [only, more] = stack;
  return only && !more ? checkedOf(reading, place, only) : incomplete(reading, spot);
}

const incomplete = (reading: Reading, spot: Token) => wrong(reading, spot, "This condition is not whole. It reads as in customer.order_count > 1, or customer.first_name.");

function joined(reading: Reading, place: Place, word: "and" | "or", left: Entry, right: Entry): Checked | null {
  const [a, b] = [checkedOf(reading, place, left), checkedOf(reading, place, right)];
  if (!a || !b) return null;
  const condition: Condition = { is: word === "and" ? "both" : "either", left: a.condition, right: b.condition };
  return word === "and" ? { condition, sure: [...a.sure, ...b.sure], sureElse: [] } : { condition, sure: [], sureElse: [...a.sureElse, ...b.sureElse] };
}

/** A name alone asks whether it is there. */
function checkedOf(reading: Reading, place: Place, entry: Entry): Checked | null {
  if ("checked" in entry) return entry.checked;
  const read = readOperand(reading, place, entry.operand);
  if (!read) return null;
  if (read.name === null) return wrong(reading, entry.operand, "This is always so. A condition asks about a variable.");
  if (!read.mayMiss && read.kind !== "list" && !place.known.has(read.name)) return wrong(reading, entry.operand, `${read.name} is always there. Compare it, as in ${read.name} ${read.kind === "number" || read.kind === "money" ? "> 1" : '== "…"'}.`);
  return { condition: { is: "known", of: read.operand }, sure: [read.name], sureElse: [] };
}

function compared(reading: Reading, place: Place, token: Token & { operator: string }, left: Entry, right: Entry): Checked | null {
  const by = COMPARISONS.find((each) => each === token.operator);
  if (!by || "checked" in left || "checked" in right) return incomplete(reading, token);
  const nothing = [left, right].find(({ operand }) => TypeGuards.isLiteralToken(operand) && ["nil", "null", "blank", "empty"].includes(operand.literal));
  if (nothing) return againstNothing(reading, place, token, by, nothing === right ? left : right);
  const [a, b] = [readOperand(reading, place, left.operand), readOperand(reading, place, right.operand)];
  if (!a || !b) return null;
  const why = misfit(by, a, b);
  if (why) return wrong(reading, { begin: left.operand.begin, end: right.operand.end }, why);
  const sides = [a, b].flatMap(({ name }) => (name ? [name] : []));
  const condition: Condition = { is: "compared", by, kind: a.kind, left: a.operand, right: b.operand };
  // Two names may both be missing, and are then not the same: where something compares, both are there.
  return { condition, sure: by === "!=" ? [] : sides, sureElse: by === "!=" ? sides : [] };
}

function againstNothing(reading: Reading, place: Place, token: Token, by: Comparison, other: { operand: Token }): Checked | null {
  if (by !== "==" && by !== "!=") return incomplete(reading, token);
  const known = checkedOf(reading, place, other);
  if (!known || by === "!=") return known;
  return { condition: { is: "not", of: known.condition }, sure: known.sureElse, sureElse: known.sure };
}

/** Numbers and amounts compare with each other: 50 is $50.00. */
function misfit(by: Comparison, a: Typed, b: Typed): string | null {
  if (a.name === null && b.name === null) return "This is always the same. A condition asks about a variable.";
  const counted = [a, b].every(({ kind }) => kind === "number" || kind === "money");
  const spoken = [a, b].every(({ kind }) => kind === "text");
  if (by === "contains") return spoken ? null : "“contains” looks for words in words.";
  if (by === "==" || by === "!=") return counted || spoken ? null : `${capital(article(a.kind))} and ${article(b.kind)} cannot be compared.`;
  return counted ? null : `“${by}” compares numbers and amounts, and this is ${article(a.kind)} and ${article(b.kind)}.`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
