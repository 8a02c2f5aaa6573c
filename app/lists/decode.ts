// A file's bytes as text, without losing the place: as many characters of the text as bytes (or pairs of
// bytes) of the file, so that a row's end in one is its end in the other.
import { isUtf8 } from "node:buffer";
import type { Layout } from "./mapping.ts";

type Encoding = Layout["encoding"];

export const bytesPerCharacter = (encoding: Encoding) => (encoding === "bytes" ? 1 : 2);

/** By the byte order mark, or by where the zeros of plain letters stand. */
export function encodingOf(start: Uint8Array): Pick<Layout, "encoding" | "bom"> {
  const [a, b, c] = start;
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", bom: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", bom: 2 };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "bytes", bom: 3 };
  const looked = start.subarray(0, 400);
  const zeros = (odd: number) => looked.filter((byte, i) => byte === 0 && i % 2 === odd).length;
  const most = looked.length / 4;
  if (zeros(1) > most && zeros(0) === 0) return { encoding: "utf-16le", bom: 0 };
  if (zeros(0) > most && zeros(1) === 0) return { encoding: "utf-16be", bom: 0 };
  return { encoding: "bytes", bom: 0 };
}

/** Turns pieces of the file into text, half a character kept for the next. */
export function decoder(encoding: Encoding): (piece: Uint8Array) => string {
  if (encoding === "bytes") return (piece) => Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString("latin1");
  let half = Buffer.alloc(0);
  return (piece) => {
    const all = Buffer.concat([half, piece]);
    const whole = all.subarray(0, all.length - (all.length % 2));
    half = Buffer.from(all.subarray(whole.length));
    return (encoding === "utf-16be" ? Buffer.from(whole).swap16() : whole).toString("utf16le");
  };
}

const windows1252 = new TextDecoder("windows-1252");

/** A row's text as people wrote it. */
export function readable(text: string, encoding: Encoding): string {
  if (encoding !== "bytes" || !/[\x80-\xff]/.test(text)) return text;
  const bytes = Buffer.from(text, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : windows1252.decode(bytes);
}
