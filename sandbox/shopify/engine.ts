// Runs a GraphQL document over one shop with graphql-js and the official schema, so that an answer
// cannot have a wrong shape. A field nobody has written a reader for is an error that names it.
import { execute, getNamedType, GraphQLError, isAbstractType, isObjectType } from "graphql";
import type { DocumentNode, ExecutionResult, GraphQLFieldResolver, GraphQLTypeResolver } from "graphql";
import { adminSchema } from "#sandbox/schema/admin.ts";
import { DISCOUNT_FIELDS } from "./discounts.ts";
import type { FieldsOfType, Rows } from "./fields.ts";
import { CUSTOMER_FIELDS } from "./fields-customer.ts";
import { ORDER_FIELDS } from "./fields-order.ts";
import { SHOP_FIELDS } from "./fields-shop.ts";
import { MUTATION_FIELDS } from "./mutations.ts";
import { pageOf } from "./page.ts";
import type { Page } from "./page.ts";
import { QUERY_FIELDS } from "./queries.ts";
import type { Shop } from "./shop.ts";

export const FIELDS: Record<string, FieldsOfType> = { ...CUSTOMER_FIELDS, ...ORDER_FIELDS, ...SHOP_FIELDS, ...DISCOUNT_FIELDS, QueryRoot: QUERY_FIELDS, Mutation: MUTATION_FIELDS };

export const unknownField = (type: string, field: string) =>
  new GraphQLError(`The sandbox does not know ${type}.${field} yet. Its reader belongs in sandbox/shopify/.`, { extensions: { code: "SANDBOX_UNSUPPORTED" } });

const readField: GraphQLFieldResolver<unknown, Shop> = (source, args, shop, info) => {
  const type = info.parentType.name;
  const read = FIELDS[type]?.[info.fieldName];
  const returned = getNamedType(info.returnType).name;
  if (read) {
    const value = read(source, args, shop);
    return returned.endsWith("Connection") && value !== null ? pageOf(value as Rows, args) : value;
  }
  // Edges, pages and payloads are plain objects that have their fields by name.
  const plain = !FIELDS[type] && typeof source === "object" && source !== null && info.fieldName in source;
  if (!plain) throw unknownField(type, info.fieldName);
  return (source as Record<string, unknown>)[info.fieldName];
};

const typeOf: GraphQLTypeResolver<unknown, Shop> = (value, _, info, abstract) => {
  const kind = typeof value === "object" && value !== null && "kind" in value ? String(value.kind) : "";
  const type = info.schema.getType(kind);
  if (!isObjectType(type) || !isAbstractType(abstract) || !info.schema.isSubType(abstract, type)) throw new GraphQLError(`The sandbox cannot say which ${abstract.name} this is.`);
  return kind;
};

export type Answer = ExecutionResult<Record<string, unknown>>;

/** The document is valid (validate.ts) before it comes here. */
export function run(shop: Shop, document: DocumentNode, variables: Record<string, unknown>, operationName?: string): Answer {
  const answer = execute({
    schema: adminSchema(),
    document,
    contextValue: shop,
    variableValues: variables,
    fieldResolver: readField,
    typeResolver: typeOf,
    ...(operationName ? { operationName } : {}),
  });
  if (answer instanceof Promise) throw new Error("The stand-in's readers answer at once; one of them returned a promise.");
  return answer;
}

export type { Page };
