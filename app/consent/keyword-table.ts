// The words that count in what people write, for whoever wants to read them: the same table that keywords.ts reads by.
import { z } from "zod";
import data from "./rules/keywords.json" with { type: "json" };

const Words = z.record(z.string(), z.array(z.string()));
const Table = z.object({ asOf: z.string(), optOut: Words, help: Words, optIn: Words, phrases: Words, suspected: Words });

export const KEYWORD_TABLE = Table.parse(data);

export type KeywordTable = z.infer<typeof Table>;
