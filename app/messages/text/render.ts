// A template and one person's values make one text. It is total: a template that was found good never fails, whatever
// the values of the catalogue's kinds, and what a value says is never read as Liquid. Work is bounded by what is written:
// lists have ten items at most and no loop stands in a loop.
import { minorDigits } from "../../lib/money.ts";
import { applyFilter, isMoney, spell } from "./filters.ts";
import type { Manner } from "./spell.ts";
import type { Comparison, Condition, Filled, Operand, Piece, Template, Value } from "./template.ts";
import type { Kind, Values } from "./variables.ts";

type Scope = { values: Values; item: { name: string; record: Filled } | null; manner: Manner };

/** A list's first item and its size are asked like fields of it. */
export const FIRST = "first";
export const SIZE = "size";

export function render(template: Template, values: Values, manner: Manner): string {
  return renderAll(template.pieces, { values, item: null, manner });
}

const renderAll = (pieces: readonly Piece[], scope: Scope): string => pieces.map((piece) => renderPiece(piece, scope)).join("");

function renderPiece(piece: Piece, scope: Scope): string {
  switch (piece.is) {
    case "words": return piece.text;
    case "filled": {
      const value = piece.steps.reduce((given, { filter, kind, args }) => applyFilter(filter, kind, given, args.map((arg) => valueOf(arg, scope)), scope.manner), valueOf(piece.from, scope));
      return spell(value, piece.kind, scope.manner);
    }
    case "chosen": return renderAll(piece.branches.find(({ when }) => holds(when, scope))?.pieces ?? piece.otherwise, scope);
    case "each": {
      const list = read(piece.list, scope);
      const items = Array.isArray(list) ? list.slice(0, piece.most) : [];
      if (items.length === 0) return renderAll(piece.otherwise, scope);
      return items.map((record: Filled) => renderAll(piece.pieces, { ...scope, item: { name: piece.name, record } })).join("");
    }
    default: return piece satisfies never;
  }
}

const valueOf = (operand: Operand, scope: Scope): Value => (operand.is === "literal" ? operand.value : read(operand.path, scope));

function read(path: readonly string[], { values, item }: Scope): Value {
  const [root = "", ...rest] = path;
  const record: Filled | undefined = item?.name === root ? item.record : Object.hasOwn(values, root) ? (values as Readonly<Record<string, Filled | undefined>>)[root] : undefined;
  let value: Value | Filled = record ?? null;
  for (const name of rest) value = step(value, name);
  return isRecord(value) ? null : value;
}

function step(value: Value | Filled, name: string): Value | Filled {
  if (Array.isArray(value)) return name === SIZE ? value.length : name === FIRST ? (value[0] ?? null) : null;
  const record: Filled = isRecord(value) ? value : {};
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}

const isRecord = (value: Value | Filled): value is Filled => typeof value === "object" && value !== null && !Array.isArray(value) && !isMoney(value);

function holds(condition: Condition, scope: Scope): boolean {
  switch (condition.is) {
    case "known": {
      const value = valueOf(condition.of, scope);
      return value !== null && !(Array.isArray(value) && value.length === 0);
    }
    case "compared": return compare(condition.by, condition.kind, valueOf(condition.left, scope), valueOf(condition.right, scope));
    case "not": return !holds(condition.of, scope);
    case "both": return holds(condition.left, scope) && holds(condition.right, scope);
    case "either": return holds(condition.left, scope) || holds(condition.right, scope);
    default: return condition satisfies never;
  }
}

/** As Liquid has it: what is missing equals nothing, and is neither more nor less than anything. */
function compare(by: Comparison, kind: Kind, left: Value, right: Value): boolean {
  const [a, b] = [comparable(left), comparable(right)];
  if (by === "==" || by === "!=") return (a !== null && b !== null && a === b) === (by === "==");
  if (by === "contains") return kind === "text" && typeof a === "string" && typeof b === "string" && a.includes(b);
  if (typeof a !== "number" || typeof b !== "number") return false;
  switch (by) {
    case ">": return a > b;
    case "<": return a < b;
    case ">=": return a >= b;
    case "<=": return a <= b;
    default: return by satisfies never;
  }
}

/** Words are the same whatever their capitals. An amount is compared in whole units, as the merchant writes it: 50 is $50.00. */
function comparable(value: Value): string | number | null {
  if (typeof value === "string") return value.toLowerCase();
  if (typeof value === "number") return value;
  return isMoney(value) ? value.minor / 10 ** minorDigits(value.currency) : null;
}
