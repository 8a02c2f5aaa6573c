// What a page shows of a definition of Klaviyo's that was read, or written.
import type { Definition } from "../definition.ts";

/** In bytes, and enough for hundreds of conditions. */
export const PASTE_MAX = 200_000;

export type ReadLine = { path: string; what: string; sentence: string | null; notes: string[]; why: string | null };
export type ImportView = { name: string; groups: ReadLine[][]; definition: Definition | null; unnamed: string[]; notes: string[] };
export type ExportView = { json: string; notes: string[] } | { refusals: { path: string; what: string; why: string }[] };
