// GET: what the API takes and answers, for machines. It says nothing of any shop, so that no key is asked for.
import { openApi } from "#app/openapi.ts";

export const loader = () => new Response(JSON.stringify(openApi()), { headers: { "content-type": "application/json", "cache-control": "public, max-age=300" } });
