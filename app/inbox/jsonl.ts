// A byte stream → batches of lines, each line with the offset of its first byte, in constant memory.
// The file may be larger than memory; a line may not.

export type Line = { at: number; text: string | null };
export type Batch = { lines: Line[]; /** Everything before this byte has been read. */ end: number };

/** A longer line is skipped and told as null: no order has this many bytes. */
export const LINE_BYTES_MAX = 10_000_000;

const NEWLINE = 0x0a;

type Options = {
  /** The offset of the stream's first byte in the file. */
  from: number;
  linesMax: number;
  /** Asked once the stream has ended at `end`: is that the file's end, so that what is left is its last line? */
  isWhole: (end: number) => boolean;
};

export async function* batchesOf(chunks: AsyncIterable<Uint8Array>, { from, linesMax, isWhole }: Options): AsyncGenerator<Batch> {
  let at = from;
  let rest: Buffer[] = [];
  let restBytes = 0;
  let lines: Line[] = [];
  const take = (piece: Buffer) => {
    const bytes = restBytes + piece.length;
    if (bytes > LINE_BYTES_MAX) lines.push({ at, text: null });
    else if (bytes > 0) lines.push({ at, text: (rest.length === 0 ? piece : Buffer.concat([...rest, piece])).toString("utf8") });
    at += bytes;
    rest = [];
    restBytes = 0;
  };
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
      take(buffer.subarray(start, end));
      at += 1;
      start = end + 1;
      if (lines.length >= linesMax) {
        yield { lines, end: at };
        lines = [];
      }
    }
    const piece = buffer.subarray(start);
    restBytes += piece.length;
    // Of a line that is too long only its length is kept.
    if (restBytes <= LINE_BYTES_MAX && piece.length > 0) rest.push(Buffer.from(piece));
  }
  if (restBytes > 0 && isWhole(at + restBytes)) take(Buffer.alloc(0));
  yield { lines, end: at };
}
