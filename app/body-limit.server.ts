// A request's body, up to a size. Who says nothing of the length, or lies about it, is stopped on the way.
import { type Readable, Transform, type TransformCallback } from "node:stream";

export function limited(body: Readable, bytesMax: number): { body: Readable; isOver(): boolean } {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.byteLength;
      done(bytes > bytesMax ? new Error("The body is too large.") : null, chunk);
    },
  });
  // Where nobody reads the body, nobody need hear of its end either.
  limit.on("error", () => {});
  // Half a body is none: whoever waits for the rest must hear that it does not come.
  body.once("error", (problem) => limit.destroy(problem)).once("aborted", () => limit.destroy(new Error("The body was cut off.")));
  return { body: body.pipe(limit), isOver: () => bytes > bytesMax };
}
