// The rules as a merchant or a lawyer reads them: what rule-book.ts leaves out because the gate does not need it. Where
// each was read, whether it speaks of texts at all, and what consent does to it. Of the same file, so the two never differ.
import { z } from "zod";
import law from "./rules/compliance-rules.json" with { type: "json" };
import { LawRule } from "./rule-book.ts";

const Line = LawRule.extend({
  texts: z.string(),
  consentEffect: z.string(),
  /** Not said: the law itself. */
  hoursBasis: z.string().optional(),
});

const Source = z.object({ title: z.string(), url: z.string(), kind: z.string() });
export type LawSource = z.infer<typeof Source>;

const File = z.object({ asOf: z.string(), rules: z.array(Line), sources: z.record(z.string(), Source) });

const file = File.parse(law);

/** `sources`: what was read, with its address. */
export type LawLine = Omit<z.infer<typeof Line>, "sources"> & { sources: LawSource[] };

export const LAW_AS_OF = file.asOf;
export const LAW_TABLE: readonly LawLine[] = file.rules.map(({ sources, ...rule }) => ({ ...rule, sources: sources.flatMap((key) => file.sources[key] ?? []).filter(({ url }) => url.startsWith("https://")) }));
