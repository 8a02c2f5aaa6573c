// Makes admin-2026-10.json.gz from the file Shopify publishes in its npm package:
//   npm pack @shopify/dev-mcp@1.16.0 && tar xzf shopify-dev-mcp-1.16.0.tgz
//   node sandbox/schema/shrink.ts package/dist/data/admin_2026-10.json.gz
// Descriptions go (three quarters of it); types, deprecations and required scopes stay.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { buildClientSchema, introspectionFromSchema } from "graphql";
import type { IntrospectionQuery } from "graphql";
import { z } from "zod";
import { ADMIN_SCHEMA_FILE } from "./admin.ts";

const Access = z.object({
  typeName: z.string(),
  fieldName: z.string().optional(),
  requiredAccess: z.string().nullish(),
  offlineScopes: z.array(z.string()),
});
const Published = z.object({ data: z.custom<IntrospectionQuery>(), offline_scopes: z.object({ items: z.array(Access) }) });

const published = Published.parse(JSON.parse(gunzipSync(readFileSync(process.argv[2] ?? "")).toString()));
const schema = introspectionFromSchema(buildClientSchema(published.data, { assumeValid: true }), {
  descriptions: false,
  inputValueDeprecation: true,
  oneOf: true,
  specifiedByUrl: false,
});
const scopes = Object.fromEntries(
  published.offline_scopes.items
    .filter((item) => item.offlineScopes.length > 0 || /access scope/.test(item.requiredAccess ?? ""))
    .map((item) => [item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName, { scopes: item.offlineScopes, rule: item.requiredAccess ?? "" }]),
);
writeFileSync(ADMIN_SCHEMA_FILE, gzipSync(JSON.stringify({ schema, scopes }), { level: 9 }));
