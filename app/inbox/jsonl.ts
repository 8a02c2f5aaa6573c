// A byte stream → batches of lines, each line with the offset of its first byte, in constant memory.
// The file may be larger than memory; a line may not.

/** Where it lies in what was received: as text it would weigh on every collection of garbage until its batch is written. */
export type Line = { at: number; bytes: Buffer | null; from: number; to: number };
export type Batch = { lines: Line[]; /** Everything before this byte has been read. */ end: number };

/** A longer line is skipped and told as null: no order has this many bytes. */
export const LINE_BYTES_MAX = 10_000_000;

const NEWLINE = 0x0a;

/** Null where it is longer than a line may be. */
export const textOf = ({ bytes, from, to }: Line): string | null => bytes && bytes.toString("utf8", from, to);

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
  const take = (chunk: Buffer, start: number, end: number) => {
    const bytes = restBytes + end - start;
    if (bytes > LINE_BYTES_MAX) lines.push({ at, bytes: null, from: 0, to: 0 });
    else if (restBytes > 0) lines.push({ at, bytes: Buffer.concat([...rest, chunk.subarray(start, end)]), from: 0, to: bytes });
    else if (bytes > 0) lines.push({ at, bytes: chunk, from: start, to: end });
    at += bytes;
    rest = [];
    restBytes = 0;
  };
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
      take(buffer, start, end);
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
  if (restBytes > 0 && isWhole(at + restBytes)) take(Buffer.alloc(0), 0, 0);
  yield { lines, end: at };
}
