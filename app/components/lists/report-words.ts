// What came of a file, in words.
import { isBad, isOfValue, REASON_SENTENCES, REASONS, type Reason, type Rejects, totalOf } from "#app/lists/reasons.ts";
import { formatCount, formatPlural } from "../format.ts";

export type UploadView = {
  uploadId: number; fileName: string; state: "receiving" | "asking" | "reading" | "done" | "parked"; bytes: number; bytesHere: number; bytesRead: number;
  rowsRead: number; rowsAdded: number; rowsRepeated: number; rejects: Rejects; problem: string | null;
};

/** "3.4 MB". */
export const sizeWords = (bytes: number) => (bytes < 1_000 ? formatPlural(bytes, "byte") : bytes < 1_000_000 ? `${formatCount(Math.round(bytes / 1_000))} KB` : `${formatCount(Math.round(bytes / 100_000) / 10)} MB`);

export function reportLines({ rowsAdded, rowsRepeated, rejects }: Pick<UploadView, "rowsAdded" | "rowsRepeated" | "rejects">): string[] {
  const unknown = rejects.unknown ?? 0;
  return [
    `${formatPlural(rowsAdded, "person", "people")} added.`,
    rowsRepeated > 0 ? `${formatPlural(rowsRepeated, "line")} about people who were on the list already.` : "",
    unknown > 0 ? `${formatPlural(unknown, "line")} about people who are not customers of this shop.` : "",
    ...REASONS.filter(isBad).flatMap((reason) => counted("bad line", reason, rejects[reason] ?? 0)),
    ...REASONS.filter(isOfValue).flatMap((reason) => counted("value left out", reason, rejects[reason] ?? 0, "values left out")),
  ].filter(Boolean);
}

const counted = (what: string, reason: Reason, count: number, many?: string) => (count === 0 ? [] : [`${formatPlural(count, what, many)}: ${REASON_SENTENCES[reason].charAt(0).toLowerCase()}${REASON_SENTENCES[reason].slice(1)}`]);

export const rejectedCount = (rejects: Rejects) => totalOf(rejects);
