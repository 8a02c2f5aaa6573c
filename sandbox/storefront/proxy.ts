// Shopify's app proxy: what is asked of the storefront under the app's path goes on to the app, signed, without cookies.
// Storefronts share one host here, so the page that asks says whose it is.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { z } from "zod";
import { handleOf, type Stage } from "#sandbox/frame/stage.ts";

const Toml = z.object({ app_proxy: z.object({ url: z.url(), prefix: z.enum(["a", "apps", "community", "tools"]), subpath: z.string() }) });
const PASSED_HEADERS = ["accept", "accept-language", "content-type", "user-agent"];

/** undefined: it is no path of the app's. */
export async function appProxy(stage: Stage, request: Request, from: string): Promise<Response | undefined> {
  const { app_proxy: proxy } = Toml.parse(parse(readFileSync(new URL("../../shopify.app.toml", import.meta.url), "utf8")));
  const asked = new URL(request.url);
  const prefix = `/${proxy.prefix}/${proxy.subpath}`;
  if (asked.pathname !== prefix && !asked.pathname.startsWith(`${prefix}/`)) return undefined;
  const page = URL.parse(request.headers.get("referer") ?? "")?.pathname.split("/")[2];
  const shop = stage.shops().find((each) => handleOf(each) === page) ?? stage.shops()[0];
  if (!shop) return undefined;
  const to = new URL(new URL(proxy.url).pathname + asked.pathname.slice(prefix.length) + asked.search, stage.appUrl);
  const given = { shop: shop.settings.domain, logged_in_customer_id: "", path_prefix: prefix, timestamp: String(Math.floor(stage.clock.ms() / 1000)) };
  for (const [name, value] of Object.entries(given)) to.searchParams.set(name, value);
  to.searchParams.set("signature", signature(to.searchParams, stage.apiSecret));
  const headers = new Headers(PASSED_HEADERS.flatMap((name): [string, string][] => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, value]];
  }));
  headers.set("x-forwarded-for", from);
  const body = request.method === "GET" || request.method === "HEAD" ? null : await request.arrayBuffer();
  const answer = await fetch(to, { method: request.method, headers, body, redirect: "manual" });
  const kept = new Headers(answer.headers);
  for (const name of ["set-cookie", "content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"]) kept.delete(name);
  return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), { status: answer.status, headers: kept });
}

/** As shopify.dev describes it; written apart from the app's own reading. */
function signature(query: URLSearchParams, secret: string): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) if (name !== "signature") values.set(name, [...(values.get(name) ?? []), value]);
  const text = [...values].map(([name, all]) => `${name}=${all.join(",")}`).sort().join("");
  return createHmac("sha256", secret).update(text).digest("hex");
}
