// Holds a document against the official schema and the token's scopes. Documents repeat, so what was
// found is kept by text.
import { getNamedType, GraphQLError, parse, TypeInfo, validate, visit, visitWithTypeInfo } from "graphql";
import type { DocumentNode } from "graphql";
import { adminSchema, requiredScopes } from "#sandbox/schema/admin.ts";

const CACHE_MAX = 500;
const cache = new Map<string, { document: DocumentNode; problems: readonly GraphQLError[] }>();

/** Throws GraphQLError where the text is no GraphQL. */
export function read(text: string): { document: DocumentNode; problems: readonly GraphQLError[] } {
  const known = cache.get(text);
  if (known) return known;
  const document = parse(text);
  const found = { document, problems: problemsOf(document) };
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(text, found);
  return found;
}

export const problemsOf = (document: DocumentNode) => validate(adminSchema(), document);

/** What the token may not touch, as Shopify says it. */
export function deniedBy(scopes: readonly string[], document: DocumentNode): GraphQLError[] {
  const granted = new Set(scopes.flatMap((scope) => (scope.startsWith("write_") ? [scope, scope.replace("write_", "read_")] : [scope])));
  const denied = new Map<string, GraphQLError>();
  const info = new TypeInfo(adminSchema());
  visit(document, visitWithTypeInfo(info, {
    Field(node) {
      const [parent, type] = [info.getParentType(), info.getType()];
      for (const key of [`${parent?.name}.${node.name.value}`, type ? getNamedType(type).name : ""]) {
        const access = requiredScopes().get(key);
        if (!access || access.scopes.length === 0 || access.scopes.some((scope) => granted.has(scope))) continue;
        const said = `Access denied for ${node.name.value} field. Required access: ${access.rule}`;
        denied.set(said, new GraphQLError(said, { nodes: node, extensions: { code: "ACCESS_DENIED", documentation: "https://shopify.dev/api/usage/access-scopes", requiredAccess: access.rule } }));
      }
    },
  }));
  return [...denied.values()];
}
