// What Shopify allows in a bulk query, with its own words where they are known from real shops.
import { getNamedType, GraphQLError, isListType, isNonNullType, Kind, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import type { DocumentNode, FieldNode, GraphQLOutputType, SelectionSetNode } from "graphql";
import { adminSchema } from "#sandbox/schema/admin.ts";
import { Refusal } from "./refusal.ts";
import { problemsOf } from "./validate.ts";

export const CONNECTIONS_MAX = 5;
export const DEPTH_MAX = 2;
export const QUERY_BYTES_MAX = 65_535;

const refuse = (message: string): never => {
  throw new Refusal(message, ["query"], "INVALID");
};

/** The parsed query, or a Refusal. */
export function bulkQuery(text: string): DocumentNode {
  if (Buffer.byteLength(text) > QUERY_BYTES_MAX) refuse(`Bulk queries cannot be larger than ${QUERY_BYTES_MAX} bytes.`);
  const document = parsed(text);
  const shape = text.replaceAll(STRINGS, '""');
  if (!sound.has(shape)) checkWhole(document);
  if (sound.size >= SOUND_MAX) sound.clear();
  sound.add(shape);
  return document;
}

/** What stands in a string, such as since when, makes a query neither sound nor unsound. Queries repeat night for night but for that. */
const STRINGS = /"(?:[^"\\]|\\.)*"/g;
const SOUND_MAX = 500;
const sound = new Set<string>();

function checkWhole(document: DocumentNode) {
  const [problem] = problemsOf(document);
  if (problem) refuse(`Invalid bulk query: ${problem.message}`);
  checkShape(document);
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (problem) {
    if (problem instanceof GraphQLError) return refuse(`Invalid bulk query: ${problem.message}`);
    throw problem;
  }
}

function checkShape(document: DocumentNode) {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || !operation || operation.operation !== "query") return refuse("Bulk queries must contain exactly one query operation.");
  if (operation.variableDefinitions?.length) refuse("Bulk queries cannot contain variables.");

  let connections = 0;
  let depth = 0;
  let lists = 0;
  const info = new TypeInfo(adminSchema());
  visit(document, visitWithTypeInfo(info, {
    Field: {
      enter(node) {
        const type = info.getType();
        if (info.getParentType()?.name === "QueryRoot" && (node.name.value === "node" || node.name.value === "nodes")) refuse("Bulk queries cannot contain a top level `node` field.");
        if (!type) return;
        if (isConnection(type)) {
          connections += 1;
          depth += 1;
          if (lists > 0) refuse("Queries that contain a connection field within a list field are not currently supported.");
          if (connections > CONNECTIONS_MAX) refuse(`Bulk queries cannot contain more than ${CONNECTIONS_MAX} connections.`);
          if (depth > DEPTH_MAX) refuse(`Bulk queries cannot contain connections with a nesting depth greater than ${DEPTH_MAX}.`);
          checkConnection(node);
        } else if (hasList(type) && node.name.value !== "edges" && node.name.value !== "nodes") lists += 1;
      },
      leave() {
        const type = info.getType();
        if (type && isConnection(type)) depth -= 1;
        else if (type && hasList(type) && info.getFieldDef()?.name !== "edges" && info.getFieldDef()?.name !== "nodes") lists -= 1;
      },
    },
  }));
  if (connections === 0) refuse("Bulk queries must contain at least one connection.");
}

const isConnection = (type: GraphQLOutputType) => getNamedType(type).name.endsWith("Connection");
const hasList = (type: GraphQLOutputType): boolean => isListType(type) || (isNonNullType(type) && isListType(type.ofType));

function checkConnection(node: FieldNode) {
  const edges = fieldsIn(node.selectionSet).find((field) => field.name.value === "edges");
  const inner = fieldsIn(edges?.selectionSet).find((field) => field.name.value === "node");
  if (!inner) return refuse(`The connection "${node.name.value}" must select edges { node }.`);
  const nested = JSON.stringify(inner.selectionSet ?? {}).includes('"value":"edges"');
  if (nested && !fieldsIn(inner.selectionSet).some((field) => field.name.value === "id" && !field.alias)) {
    refuse("The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type.");
  }
}

const fieldsIn = (selection: SelectionSetNode | undefined): FieldNode[] => (selection?.selections ?? []).filter((part) => part.kind === Kind.FIELD);
