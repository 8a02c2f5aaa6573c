// Shopify's official Admin GraphQL schema 2026-10, from the npm package @shopify/dev-mcp 1.16.0
// (ISC, LICENSE.dev-mcp), without its descriptions. The stand-in answers by it, and the tests hold
// every operation of the app against it. shrink.ts made the file.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { buildClientSchema } from "graphql";
import type { GraphQLSchema, IntrospectionQuery } from "graphql";
import { z } from "zod";

export const API_VERSION = "2026-10";
export const ADMIN_SCHEMA_FILE = fileURLToPath(new URL("./admin-2026-10.json.gz", import.meta.url));

/** Any one of `scopes` opens it, unless `rule` (Shopify's own sentence) joins them by "and". Empty: open to all. */
export type RequiredAccess = { scopes: string[]; rule: string };

const Packed = z.object({
  schema: z.custom<IntrospectionQuery>(),
  scopes: z.record(z.string(), z.object({ scopes: z.array(z.string()), rule: z.string() })),
});

let packed: z.infer<typeof Packed> | undefined;
let schema: GraphQLSchema | undefined;
let access: Map<string, RequiredAccess> | undefined;

const unpack = () => (packed ??= Packed.parse(JSON.parse(gunzipSync(readFileSync(ADMIN_SCHEMA_FILE)).toString())));

/** Built once a process: about 0.2 s. */
export function adminSchema(): GraphQLSchema {
  return (schema ??= buildClientSchema(unpack().schema, { assumeValid: true }));
}

/** "Type" or "Type.field" → what a token must hold to read it. What is not in the map is open to all. */
export function requiredScopes(): Map<string, RequiredAccess> {
  return (access ??= new Map(Object.entries(unpack().scopes)));
}
