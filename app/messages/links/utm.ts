// What is added to a destination so that the shop's own figures see where a visit came from (UTM), and so that the landing
// page's event can confirm a click (`code`). The rest of the address stays as it is, byte for byte: other systems sign
// their queries. What the merchant has written himself stays his.
export type Campaign = { source: string; medium: string; campaign: string | null; content: string | null };

/** The name under which the landing event gives the code back. */
export const CODE_PARAMETER = "sgc";

const VALUE_MAX = 100;

export function withUtm(url: string, { source, medium, campaign, content }: Campaign, code: string | null): string {
  const hash = url.indexOf("#");
  const [page, fragment] = hash < 0 ? [url, ""] : [url.slice(0, hash), url.slice(hash)];
  const query = page.indexOf("?");
  const written = query < 0 ? "" : page.slice(query + 1);
  const names = new Set(written.split("&").map((pair) => nameOf(pair)));
  // One's own campaign and our source would make a visit that never was: with one of them written, none is added.
  const tagged = [...names].some((name) => name.startsWith("utm_"));
  const wanted = tagged ? [] : [["utm_source", source], ["utm_medium", medium], ["utm_campaign", campaign], ["utm_content", content]] as const;
  const pairs = [...wanted, [CODE_PARAMETER, code] as const].flatMap(([name, value]) => (value && !names.has(name) ? [`${name}=${encodeURIComponent(cutValue(value))}`] : []));
  if (pairs.length === 0) return url;
  const joint = query < 0 ? "?" : written === "" || written.endsWith("&") ? "" : "&";
  return `${page}${joint}${pairs.join("&")}${fragment}`;
}

const nameOf = (pair: string) => (pair.split("=", 1)[0] ?? "").toLowerCase();

/** In whole characters, which encodeURIComponent needs. */
const cutValue = (value: string) => [...value.toWellFormed()].slice(0, VALUE_MAX).join("");
