// Query cost and the bucket it is drawn from: 2,000 points, 100 a second back. The cost of a query is
// Shopify's published rule: an object 1, a connection by its page size, a mutation 10.
import { getNamedType, isCompositeType, isListType, isNonNullType, Kind, valueFromASTUntyped } from "graphql";
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLCompositeType, SelectionSetNode } from "graphql";
import { isObjectType, isInterfaceType } from "graphql";
import { adminSchema } from "#sandbox/schema/admin.ts";

export const BUCKET = 2000;
/** One query may not ask for more. */
export const QUERY_COST_MAX = 1000;
const MUTATION_COST = 10;
/** A list that is no connection is counted as so many. */
const LIST_SIZE = 10;

type Variables = Record<string, unknown>;

export function requestedCost(document: DocumentNode, variables: Variables, operationName?: string): number {
  const fragments = new Map(document.definitions.flatMap((part) => (part.kind === Kind.FRAGMENT_DEFINITION ? [[part.name.value, part] as const] : [])));
  const operation = document.definitions.find((part) => part.kind === Kind.OPERATION_DEFINITION && (!operationName || part.name?.value === operationName));
  if (!operation || operation.kind !== Kind.OPERATION_DEFINITION) return 0;
  const root = adminSchema().getRootType(operation.operation);
  if (!root) return 0;
  if (operation.operation === "mutation") return MUTATION_COST * operation.selectionSet.selections.length;
  return Math.max(1, costOf(root, operation.selectionSet, fragments, variables));
}

function costOf(type: GraphQLCompositeType, selection: SelectionSetNode, fragments: Map<string, FragmentDefinitionNode>, variables: Variables): number {
  let cost = 0;
  for (const part of selection.selections) {
    if (part.kind === Kind.FIELD) cost += costOfField(type, part, fragments, variables);
    else {
      const fragment = part.kind === Kind.FRAGMENT_SPREAD ? fragments.get(part.name.value) : part;
      if (!fragment) continue;
      const on = fragment.typeCondition ? adminSchema().getType(fragment.typeCondition.name.value) : type;
      if (isCompositeType(on)) cost += costOf(on, fragment.selectionSet, fragments, variables);
    }
  }
  return cost;
}

function costOfField(type: GraphQLCompositeType, node: FieldNode, fragments: Map<string, FragmentDefinitionNode>, variables: Variables): number {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
  const returned = field && getNamedType(field.type);
  if (!field || !returned || !isCompositeType(returned) || !node.selectionSet) return 0;
  const inner = costOf(returned, node.selectionSet, fragments, variables);
  if (returned.name.endsWith("Connection")) return 2 + sizeOf(node, variables) * inner;
  // edges, node, nodes and pageInfo are how a connection is written, not objects of their own.
  if (returned.name === "PageInfo" || returned.name.endsWith("Edge")) return inner;
  if (node.name.value === "nodes" && field.args.some(({ name }) => name === "ids")) return idsIn(node, variables) * (1 + inner);
  const list = isListType(field.type) || (isNonNullType(field.type) && isListType(field.type.ofType));
  if (list && node.name.value !== "nodes") return LIST_SIZE * (1 + inner);
  return 1 + inner;
}

/** Objects asked for by their ids: each is one. */
function idsIn(node: FieldNode, variables: Variables): number {
  const asked = node.arguments?.find(({ name }) => name.value === "ids");
  const ids: unknown = asked && valueFromASTUntyped(asked.value, variables);
  return Array.isArray(ids) ? ids.length : 1;
}

function sizeOf(node: FieldNode, variables: Variables): number {
  for (const argument of node.arguments ?? []) {
    if (argument.name.value !== "first" && argument.name.value !== "last") continue;
    const value = valueFromASTUntyped(argument.value, variables);
    if (typeof value === "number") return value;
  }
  return LIST_SIZE;
}

/** What was really found costs; what was not is given back. */
export function actualCost(requested: number, data: unknown): number {
  return Math.max(1, Math.min(requested, countObjects(data)));
}

function countObjects(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countObjects(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Object.values(value).reduce((sum: number, item) => sum + countObjects(item), 0);
}

export type Bucket = { available(): number; take(points: number): boolean; giveBack(points: number): void };

/** Refills by real time: the app waits in real time, whatever the sandbox's clock says. */
export function bucket(restorePerSecond: () => number, realNow: () => number = () => performance.now()): Bucket {
  let held = BUCKET;
  let at = realNow();
  const available = () => {
    const now = realNow();
    held = Math.min(BUCKET, held + ((now - at) / 1000) * restorePerSecond());
    at = now;
    return held;
  };
  return {
    available: () => Math.floor(available()),
    take(points) {
      if (available() < points) return false;
      held -= points;
      return true;
    },
    giveBack(points) {
      held = Math.min(BUCKET, available() + points);
    },
  };
}
