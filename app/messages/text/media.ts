// Pictures sent along (MMS): which, how large, and where to. Providers take 5 MB, carriers much less: some cut or drop
// what is over 600 kB, so 500 kB in all is the most (SignalWire's advice; AT&T and toll-free limits by Telnyx, 2026-11).
// Beyond the US and Canada there is no picture: the text goes alone, which the screen says before.
import type { Problem } from "../../lib/problem.ts";

export const MEDIA_BYTES_MAX = 500_000;
/** Twilio takes ten; phones show the first few in no sure order. */
export const MEDIA_MAX = 3;
export const MEDIA_COUNTRIES: readonly string[] = ["US", "CA"];

export const MEDIA_TYPES = ["image/jpeg", "image/png", "image/gif"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What the file's first bytes say it is, whatever it is called. */
const SIGNATURES: readonly [MediaType, readonly number[]][] = [
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
];
export const mediaTypeOf = (head: Uint8Array): MediaType | null => SIGNATURES.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))?.[0] ?? null;

export function checkMedia(files: readonly { head: Uint8Array; bytes: number }[]): Problem[] {
  const problems = files.flatMap(({ head }, at): Problem[] => (mediaTypeOf(head) ? [] : [{ path: ["media", at], message: "A picture is a JPEG, PNG or GIF." }]));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (files.length > MEDIA_MAX) problems.push({ path: ["media"], message: `A text carries at most ${MEDIA_MAX} pictures.` });
  if (bytes > MEDIA_BYTES_MAX) problems.push({ path: ["media"], message: `Carriers drop large pictures: ${MEDIA_BYTES_MAX / 1000} kB is the most, and this is ${Math.ceil(bytes / 1000)} kB.` });
  return problems;
}
