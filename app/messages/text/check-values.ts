// Holds what is filled in against the catalogue: the name is known, the occasion has it, each filter fits, and whatever
// somebody may lack has a fallback.
import { evalQuotedToken, type Token, TypeGuards } from "liquidjs";
import { FILTERS } from "./filters.ts";
import { FIRST, SIZE } from "./render.ts";
import { type Place, type Reading, type Spot, wrong } from "./reading.ts";
import { DAY_FORMS, isDayForm } from "./spell.ts";
import { FILTER_NAMES, type FilterName, type Operand, type Step } from "./template.ts";
import { CATALOGUE, type Fields, isRoot, type Kind } from "./variables.ts";

/** `name`: as it is written, for conditions that make sure of it; null for a literal. */
export type Typed = { operand: Operand; kind: Kind; mayMiss: boolean; name: string | null; items: Fields | null };

export function readOperand(reading: Reading, place: Place, token: Token): Typed | null {
  if (TypeGuards.isQuotedToken(token)) return literal(evalQuotedToken(token), "text");
  if (TypeGuards.isNumberToken(token)) return Math.abs(token.content) <= NUMBER_MAX ? literal(token.content, "number") : wrong(reading, token, "This number is too large.");
  if (!TypeGuards.isPropertyAccessToken(token)) return wrong(reading, token, "Only names, numbers and words in quotation marks can stand here.");
  const props = token.props.map((prop) => (TypeGuards.isWordToken(prop) ? prop.content : null));
  const path = props.filter((prop) => prop !== null);
  if (token.variable !== undefined || path.length !== props.length) return wrong(reading, token, "Write a variable as in customer.first_name.");
  return readPath(reading, place, token, path);
}

/** Sums of numbers stay numbers. */
const NUMBER_MAX = 1e12;

const literal = (value: string | number, kind: Kind): Typed => ({ operand: { is: "literal", value }, kind, mayMiss: false, name: null, items: null });

export function readPath(reading: Reading, place: Place, token: Spot, path: readonly string[]): Typed | null {
  const [root = "", field, ...rest] = path;
  const fields = place.item?.name === root ? place.item.fields : recordOf(reading, token, root);
  if (!fields) return null;
  if (field === undefined) return wrong(reading, token, `“${root}” is not one thing to say. Choose one of ${listed([...fields.keys()].map((name) => `${root}.${name}`))}.`);
  const found = fields.get(field);
  if (!found) return wrong(reading, token, `“${root}” has no “${field}”. It has ${listed([...fields.keys()])}.`);
  const within = found.items ? inList(reading, place, token, path, found.items, rest) : null;
  if (found.items && rest.length > 0) return within;
  if (rest.length > 0) return wrong(reading, token, `“${root}.${field}” has nothing in it: leave “.${rest.join(".")}” out.`);
  const { kind, mayMiss } = found.variable;
  const name = path.join(".");
  return { operand: { is: "path", path }, kind, mayMiss: mayMiss && !place.known.has(name), name, items: found.items };
}

/** Within a list: how many, or a field of the first, of which there may be none unless the list was asked for before. */
function inList(reading: Reading, place: Place, token: Spot, path: readonly string[], items: Fields, rest: readonly string[]): Typed | null {
  const [step, field, ...more] = rest;
  if (step === SIZE && field === undefined) return { operand: { is: "path", path }, kind: "number", mayMiss: false, name: path.join("."), items: null };
  const found = step === FIRST && field !== undefined && more.length === 0 ? items.get(field) : undefined;
  if (found) {
    const mayMiss = !place.known.has(path.join(".")) && (found.variable.mayMiss || !place.known.has(path.slice(0, 2).join(".")));
    return { operand: { is: "path", path }, kind: found.variable.kind, mayMiss, name: path.join("."), items: null };
  }
  if (rest.length === 0) return null;
  return wrong(reading, token, `Of a list you can ask ${path.slice(0, 2).join(".")}.${SIZE} and a field of the first, as ${path.slice(0, 2).join(".")}.${FIRST}.${[...items.keys()][0] ?? ""}; “for” tells all.`);
}

function recordOf(reading: Reading, token: Spot, root: string): Fields | null {
  const fields = CATALOGUE.get(root);
  if (!fields || !isRoot(root)) return wrong(reading, token, `Nothing is called “${root}” here. There is ${listed([...reading.roots])}.`);
  return reading.roots.has(root) ? fields : wrong(reading, token, `Where this text is sent there is no ${root}. There is ${listed([...reading.roots])}.`);
}

export type WrittenStep = { name: string; args: readonly unknown[]; begin: number; end: number };

/** What comes out of the filters, one after another. */
export function readSteps(reading: Reading, place: Place, from: Typed, written: readonly WrittenStep[]): { steps: Step[]; kind: Kind; mayMiss: boolean } | null {
  const steps: Step[] = [];
  let { kind, mayMiss } = from;
  for (const filter of written) {
    const name = FILTER_NAMES.find((each) => each === filter.name);
    if (!name) return wrong(reading, filter, `Texts know no filter “${filter.name}”. They know ${listed(FILTER_NAMES)}.`);
    const rule = FILTERS[name];
    if (!rule.takes.includes(kind)) return wrong(reading, filter, `“${name}” takes ${listed(rule.takes.map(article), "or")}, and this is ${article(kind)}.`);
    const args = readArgs(reading, place, filter, name);
    if (!args) return null;
    steps.push({ filter: name, kind, args: args.map(({ operand }) => operand) });
    if (name === "default") {
      const [instead] = args;
      if (instead && instead.kind !== kind && instead.kind !== "text" && kind !== "text") return wrong(reading, filter, `Instead of ${article(kind)} “default” can say words or ${article(kind)}.`);
      [kind, mayMiss] = [instead && instead.kind !== kind ? "text" : kind, mayMiss && (instead?.mayMiss ?? false)];
    } else kind = rule.gives ?? kind;
  }
  return { steps, kind, mayMiss };
}

function readArgs(reading: Reading, place: Place, filter: WrittenStep, name: FilterName): Typed[] | null {
  const rule = FILTERS[name];
  if (filter.args.length < rule.least || filter.args.length > rule.args.length) return wrong(reading, filter, `“${name}” needs ${rule.least === rule.args.length ? rule.least : `${rule.least} or ${rule.args.length}`} after a colon.`);
  const args: Typed[] = [];
  for (const [index, arg] of filter.args.entries()) {
    if (!isToken(arg)) return wrong(reading, filter, `“${name}” takes no names for what it is given.`);
    const read = readOperand(reading, place, arg);
    if (!read) return null;
    const kinds = rule.args[index] ?? [];
    if (!kinds.includes(read.kind)) return wrong(reading, arg, `“${name}” is given ${listed(kinds.map(article), "or")} here, and this is ${article(read.kind)}.`);
    if (read.mayMiss && name !== "default") return wrong(reading, arg, `${read.name ?? "This"} may be missing, and “${name}” needs it.`);
    args.push(read);
  }
  const [form] = args;
  if (name === "date" && !(form?.operand.is === "literal" && typeof form.operand.value === "string" && isDayForm(form.operand.value))) return wrong(reading, filter, `A day is told as ${listed(Object.keys(DAY_FORMS).map((each) => `"${each}"`), "or")}.`);
  return args;
}

const isToken = (arg: unknown): arg is Token => typeof arg === "object" && arg !== null && "kind" in arg && "begin" in arg;

export const listed = (names: readonly string[], word: "and" | "or" = "and") => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1) ?? ""}`);

const KINDS: Readonly<Record<Kind, string>> = { text: "words", link: "an address", number: "a number", money: "an amount", date: "a day", list: "a list" };
export const article = (kind: Kind) => KINDS[kind];
