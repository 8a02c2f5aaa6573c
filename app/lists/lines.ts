// Cuts a file's text into rows while it arrives. A row is a line, or several where a quotation mark is
// open over the end of one. A mark that is never closed must not swallow the rest of the file: the line
// where it was opened is given up, and the next one is a row again.

/** A row of a customer list has some hundreds. */
export const ROW_CHARS_MAX = 64_000;
const QUOTED_LINES_MAX = 100;

/** `line` counts from 1, of as many `lines`; `end` is the place of the first character after the row. What is wrong with it stands in place of a text. */
export type Row = { line: number; lines: number; end: number; text: string | null; wrong: "long" | "quotes" | null };

export type Cutter = {
  push(text: string): Row[];
  /** What is left at the end of the file. */
  end(): Row[];
};

/** `at` and `line` say where the first text begins. */
export function cutter(newline: string, { at, line }: { at: number; line: number }): Cutter {
  let buffer = "";
  /** Characters of a line that is too long; they are not kept. */
  let dropped = 0;

  function take(isEnd: boolean): Row[] {
    const rows: Row[] = [];
    const text: Text = { buffer, newline, isEnd, countMarks: markCounter(buffer) };
    let from = 0;
    while (from < buffer.length) {
      const end = lineEnd(text, from);
      if (end === null) break;
      const isLong = dropped > 0 || end - from > ROW_CHARS_MAX + newline.length;
      const row = isLong ? { to: end, lines: 1, isOpen: false } : rowAt(text, from, end);
      if (row === "more") break;
      const wrong = isLong ? "long" : row.isOpen ? "quotes" : null;
      rows.push({ line, lines: row.lines, end: at + row.to, text: wrong === null ? withoutEnd(buffer.slice(from, row.to), newline) : null, wrong });
      dropped = 0;
      line += row.lines;
      from = row.to;
    }
    at += from;
    buffer = buffer.slice(from);
    if (buffer.length > ROW_CHARS_MAX && !buffer.includes(newline)) drop();
    return rows;
  }

  function drop(): void {
    dropped += buffer.length;
    at += buffer.length;
    buffer = "";
  }

  return {
    push(text) {
      buffer += text;
      return take(false);
    },
    end() {
      const rows = take(true);
      return dropped === 0 ? rows : [...rows, { line, lines: 1, end: at, text: null, wrong: "long" }];
    },
  };
}

type Text = { buffer: string; newline: string; isEnd: boolean; countMarks: (from: number, to: number) => number };

/** Null: it has not come yet. */
function lineEnd({ buffer, newline, isEnd }: Text, from: number): number | null {
  const found = buffer.indexOf(newline, from);
  if (found >= 0) return found + newline.length;
  return isEnd ? buffer.length : null;
}

/** Where the row that begins here ends and how many lines it has: as few as close its quotation marks, or one. */
function rowAt(text: Text, from: number, first: number): { to: number; lines: number; isOpen: boolean } | "more" {
  const { buffer, isEnd, countMarks } = text;
  const given = { to: first, lines: 1, isOpen: true };
  let marks = countMarks(from, first);
  let end = first;
  for (let lines = 1; ; lines += 1) {
    if (marks % 2 === 0) return { to: end, lines, isOpen: false };
    if (lines === QUOTED_LINES_MAX || end - from > ROW_CHARS_MAX || (isEnd && end === buffer.length)) return given;
    const next = lineEnd(text, end);
    if (next === null) return buffer.length - from > ROW_CHARS_MAX ? given : "more";
    marks += countMarks(end, next);
    end = next;
  }
}

/** Quotation marks between two places. Where the next one stands is looked for once, not again for each line before it. */
function markCounter(buffer: string): Text["countMarks"] {
  let mark = -1;
  let markedFrom = 0;
  const nextMark = (from: number) => {
    const found = buffer.indexOf("\"", from);
    return found < 0 ? Infinity : found;
  };
  return (from, to) => {
    let count = 0;
    if (from < markedFrom || mark < from) [mark, markedFrom] = [nextMark(from), from];
    for (let at = mark; at < to; at = nextMark(at + 1)) count += 1;
    return count;
  };
}

function withoutEnd(text: string, newline: string): string {
  const cut = text.endsWith(newline) ? text.slice(0, -newline.length) : text;
  return cut.endsWith("\r") ? cut.slice(0, -1) : cut;
}
