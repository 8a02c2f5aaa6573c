// A segment definition of Klaviyo's as one of ours. Groups are joined by "and", the conditions of a
// group by "or" (their screens show it the other way round at times: the JSON decides). Every
// condition is read by itself and says what it became, what still differs, or why it cannot be.
import { checkDefinition } from "../check.ts";
import { type Definition, type Node, readDefinition } from "../definition.ts";
import { Condition, readEnvelope } from "./contract.ts";
import { became, cannot, isRefused, type Known, type Mapped } from "./mapped.ts";
import { metricsIn, readCondition } from "./read-condition.ts";
import { conditionWords } from "./words.ts";

export type ConditionRead = {
  /** "condition_groups[0].conditions[1]" */
  path: string;
  /** Their condition, in short. */
  what: string;
} & ({ node: Node; notes: string[] } | { why: string });

export type KlaviyoRead = {
  name: string | null;
  groups: ConditionRead[][];
  /** Null where a condition could not be read: without it the others would mean something else. */
  definition: Definition | null;
  /** Ids of metrics that nobody has named. */
  unnamed: string[];
};

const NO_GROUPS = "There is no segment definition in this: it must have “condition_groups”, as Klaviyo's segments API and its “Update definition” page with .json at the end show it.";
/** Klaviyo's own limit is 100. */
export const CONDITIONS_MAX = 100;

export function read(json: unknown, known: Known): KlaviyoRead | { why: string } {
  const envelope = readEnvelope(json);
  if (envelope === null) return { why: NO_GROUPS };
  const count = envelope.groups.flat().length;
  if (count === 0 || envelope.groups.some((group) => group.length === 0)) return { why: "A group of this definition has no conditions." };
  if (count > CONDITIONS_MAX) return { why: `There are ${count} conditions; Klaviyo allows ${CONDITIONS_MAX}.` };
  const unnamed = new Set<string>();
  const groups = envelope.groups.map((group, g) => group.map((raw, c): ConditionRead => {
    const parsed = Condition.safeParse(raw);
    for (const id of parsed.success ? metricsIn(parsed.data) : []) if (!Object.hasOwn(known.metrics, id)) unnamed.add(id);
    const place = { path: `condition_groups[${g}].conditions[${c}]`, what: conditionWords(raw, known) };
    const mapped = parsed.success ? checked(readCondition(parsed.data, known), known) : cannot(unread(raw, parsed.error.issues[0]?.path ?? []));
    return isRefused(mapped) ? { ...place, why: mapped.why } : { ...place, node: mapped.value, notes: [...new Set(mapped.notes)] };
  }));
  return { name: envelope.name, groups, definition: definitionOf(groups), unnamed: [...unnamed] };
}

/** What passes the schema and the checks of our own builder, or what they say. */
function checked(mapped: Mapped<Node>, { mapped: metafields }: Known): Mapped<Node> {
  if (isRefused(mapped)) return mapped;
  const shaped = readDefinition({ version: 1, node: mapped.value });
  const problems = "problems" in shaped ? shaped.problems : checkDefinition(shaped.definition, { mapped: metafields });
  const [problem] = problems;
  return problem ? cannot(problem.message) : became(mapped.value, ...mapped.notes);
}

const KINDS = new Set<unknown>(Condition.options.map((option) => option.shape.type.value));

function unread(raw: unknown, path: PropertyKey[]): string {
  const type = typeof raw === "object" && raw !== null && "type" in raw ? raw.type : undefined;
  if (!KINDS.has(type)) return `Segue does not know conditions of the kind “${String(type)}”. It reads Klaviyo's revision of 15 July 2026.`;
  return `This is not written as Klaviyo's revision of 15 July 2026 writes it${path.length === 0 ? "" : `, at “${path.map(String).join(".")}”`}.`;
}

/** One condition alone needs no group around it. */
function definitionOf(groups: ConditionRead[][]): Definition | null {
  const nodes = groups.map((group) => group.flatMap((condition) => ("node" in condition ? [condition.node] : [])));
  if (nodes.some((group, at) => group.length < (groups[at]?.length ?? 0))) return null;
  return { version: 1, node: joined("all", nodes.map((group) => joined("any", group))) };
}

function joined(kind: "all" | "any", nodes: Node[]): Node {
  const [only] = nodes;
  return only !== undefined && nodes.length === 1 ? only : { kind, nodes };
}
