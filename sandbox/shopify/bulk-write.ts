// A bulk query compiled once into functions that write JSON lines: 400,000 lines through graphql-js
// one by one would take minutes. The readers are the same, enums and non-nulls are held to the schema.
import { getNamedType, isEnumType, isLeafType, isListType, isNonNullType, isObjectType, Kind, valueFromASTUntyped } from "graphql";
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType, SelectionSetNode } from "graphql";
import { adminSchema } from "#sandbox/schema/admin.ts";
import { FIELDS, unknownField } from "./engine.ts";
import type { Args, Rows } from "./fields.ts";
import type { Shop } from "./shop.ts";

export type NodeWriter = { line(source: object, tail: string, shop: Shop): string; children: Branch[] };
/** A connection: the rows of a parent, and how each is written. */
export type Branch = { rows(source: unknown, shop: Shop): readonly object[]; node: NodeWriter; parentId(source: object): string };

type Fragments = Map<string, FragmentDefinitionNode>;
type Value = (source: unknown, shop: Shop) => string;

export function compileBulk(document: DocumentNode): Branch[] {
  const fragments: Fragments = new Map(document.definitions.flatMap((part) => (part.kind === Kind.FRAGMENT_DEFINITION ? [[part.name.value, part] as const] : [])));
  const operation = document.definitions.find((part) => part.kind === Kind.OPERATION_DEFINITION);
  const root = adminSchema().getQueryType();
  if (!operation || operation.kind !== Kind.OPERATION_DEFINITION || !root) return [];
  return flatten(root, operation.selectionSet, fragments).map((field) => branch(root, field, fragments));
}

function branch(parent: GraphQLObjectType, field: FieldNode, fragments: Fragments): Branch {
  const read = reader(parent, field);
  const connection = objectType(parent.getFields()[field.name.value]?.type);
  const edges = fieldNamed(flatten(connection, field.selectionSet, fragments), "edges");
  const edge = objectType(connection.getFields().edges?.type);
  const node = fieldNamed(flatten(edge, edges.selectionSet, fragments), "node");
  const type = objectType(edge.getFields().node?.type);
  const idOf = parent.name === "QueryRoot" ? undefined : FIELDS[parent.name]?.id;
  return {
    rows: (source, shop) => (read(source, shop) as Rows).rows,
    node: nodeWriter(type, node.selectionSet, fragments),
    parentId: (source) => (idOf ? `,"__parentId":${JSON.stringify(idOf(source, {}, NO_SHOP))}` : ""),
  };
}

/** Readers of ids look at nothing but the record. */
const NO_SHOP = {} as Shop;

function nodeWriter(type: GraphQLObjectType, selection: SelectionSetNode | undefined, fragments: Fragments): NodeWriter {
  const { write, children } = objectWriter(type, selection, fragments);
  return { line: (source, tail, shop) => `{${write(source, shop)}${tail}}\n`, children };
}

function objectWriter(type: GraphQLObjectType, selection: SelectionSetNode | undefined, fragments: Fragments): { write: Value; children: Branch[] } {
  const parts: { key: string; value: Value }[] = [];
  const children: Branch[] = [];
  for (const field of flatten(type, selection, fragments)) {
    const key = `${JSON.stringify((field.alias ?? field.name).value)}:`;
    if (field.name.value === "__typename") {
      parts.push({ key, value: () => JSON.stringify(type.name) });
      continue;
    }
    const returned = type.getFields()[field.name.value]?.type;
    if (!returned) throw unknownField(type.name, field.name.value);
    if (getNamedType(returned).name.endsWith("Connection")) {
      children.push(branch(type, field, fragments));
      continue;
    }
    const read = reader(type, field);
    const { value, nested } = valueWriter(returned, field, fragments, `${type.name}.${field.name.value}`);
    parts.push({ key, value: (source, shop) => value(read(source, shop), shop) });
    // A connection below an embedded object hangs on the nearest line.
    for (const child of nested) children.push(lifted(child, type, read));
  }
  const write: Value = (source, shop) => {
    let text = "";
    for (const { key, value } of parts) text += text === "" ? key + value(source, shop) : `,${key}${value(source, shop)}`;
    return text;
  };
  return { write, children };
}

function lifted(child: Branch, type: GraphQLObjectType, read: (source: unknown, shop: Shop) => unknown): Branch {
  const idOf = FIELDS[type.name]?.id;
  return {
    node: child.node,
    parentId: (source) => (idOf ? `,"__parentId":${JSON.stringify(idOf(source, {}, NO_SHOP))}` : child.parentId(source)),
    rows(source, shop) {
      const inner = read(source, shop);
      return inner === null ? [] : child.rows(inner, shop);
    },
  };
}

function valueWriter(type: GraphQLOutputType, field: FieldNode, fragments: Fragments, name: string): { value: Value; nested: Branch[] } {
  if (isNonNullType(type)) {
    const { value, nested } = valueWriter(type.ofType, field, fragments, name);
    return { nested, value: (read, shop) => { if (read === null || read === undefined) throw new Error(`The sandbox has null for ${name}, which is never null.`); return value(read, shop); } };
  }
  if (isListType(type)) {
    const { value } = valueWriter(type.ofType, field, fragments, name);
    return { nested: [], value: (read, shop) => (read === null ? "null" : `[${(read as unknown[]).map((item) => value(item, shop)).join(",")}]`) };
  }
  if (isEnumType(type)) {
    const known = new Map(type.getValues().map((item) => [item.name, JSON.stringify(item.name)]));
    return { nested: [], value: (read) => { const text = read === null ? "null" : known.get(String(read)); if (!text) throw new Error(`The sandbox has "${String(read)}" for ${name}, which ${type.name} does not know.`); return text; } };
  }
  if (isLeafType(type)) return { nested: [], value: (read) => (read === undefined ? "null" : JSON.stringify(read)) };
  const { write, children } = objectWriter(objectType(type), field.selectionSet, fragments);
  return { nested: children, value: (read, shop) => (read === null ? "null" : `{${write(read, shop)}}`) };
}

function reader(type: GraphQLObjectType, field: FieldNode): (source: unknown, shop: Shop) => unknown {
  const read = FIELDS[type.name]?.[field.name.value];
  if (!read) throw unknownField(type.name, field.name.value);
  const args: Args = Object.fromEntries((field.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]));
  return (source, shop) => read(source, args, shop);
}

function flatten(type: GraphQLObjectType, selection: SelectionSetNode | undefined, fragments: Fragments): FieldNode[] {
  return (selection?.selections ?? []).flatMap((part) => {
    if (part.kind === Kind.FIELD) return [part];
    const fragment = part.kind === Kind.FRAGMENT_SPREAD ? fragments.get(part.name.value) : part;
    const on = fragment?.typeCondition?.name.value ?? type.name;
    const applies = on === type.name || type.getInterfaces().some((known) => known.name === on);
    return fragment && applies ? flatten(type, fragment.selectionSet, fragments) : [];
  });
}

function objectType(type: GraphQLOutputType | undefined): GraphQLObjectType {
  const named: GraphQLNamedType | undefined = type && getNamedType(type);
  if (!isObjectType(named)) throw new Error(`The sandbox writes no ${String(named)} in bulk: it is not one type.`);
  return named;
}

function fieldNamed(fields: FieldNode[], name: string): FieldNode {
  const field = fields.find((candidate) => candidate.name.value === name);
  if (!field) throw new Error(`bulk-rules.ts let a connection through without ${name}.`);
  return field;
}
