// A stream of bytes as lines of text, with no more than one line held.

const LINE_BYTES_MAX = 1_000_000;

export async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    // A line that never ends is no line of ours.
    if (rest.length > LINE_BYTES_MAX) rest = "";
    for (const part of parts) if (part.trim() !== "") yield part;
  }
  if (rest.trim() !== "") yield rest;
}
