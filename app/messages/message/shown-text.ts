// A composed text in stretches, as the preview draws it: what was added, what is a link, which signs smart encoding
// replaced.
import { linksIn } from "../links/in-text.ts";
import type { Added } from "../text/wording.ts";
import type { Replaced } from "../text/smart.ts";

export type Stretch = { text: string; is: "said" | "added" | "link"; /** What stood there before. */ from: string | null };

/** `text` as it goes out; `plain`: the same before its signs were replaced. */
export function stretchesOf({ text, added, replaced }: { text: string; added: readonly Added[]; replaced: readonly Replaced[] }, plain: string): Stretch[] {
  const brand = added.find(({ what }) => what === "brand")?.words.length ?? 0;
  const optOut = added.find(({ what }) => what === "optOut")?.words.length ?? 0;
  const links = linksIn(text).map(({ at }) => at);
  const changes = new Map(replaced.map(({ from, to }) => [from, to]));
  const stretches: Stretch[] = [];
  let at = 0;
  for (const sign of replaced.length === 0 ? text : plain) {
    const to = changes.get(sign) ?? sign;
    const is = at < brand || at >= text.length - optOut ? "added" : links.some(([from, until]) => at >= from && at < until) ? "link" : "said";
    const from = to === sign ? null : sign;
    const last = stretches.at(-1);
    if (last && last.is === is && last.from === null && from === null) last.text += to;
    else stretches.push({ text: to, is, from });
    at += to.length;
  }
  return stretches;
}
