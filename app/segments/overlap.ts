// How segments overlap: everybody who is in at least one of them is in just one region, the set of those
// they are in. A region is a mask whose bit n stands for the n-th segment.

/** 31 regions; more no picture shows. */
export const OVERLAP_MAX = 5;

export type Region = { mask: number; people: number };

export const isIn = (mask: number, place: number): boolean => ((mask >> place) & 1) === 1;
export const regionCount = (segments: number): number => 2 ** segments - 1;

/** A mask over so many segments, as an address gives it; null for none. */
export function readMask(text: string | undefined, segments: number): number | null {
  const mask = /^\d{1,2}$/.test(text ?? "") ? Number(text) : 0;
  return mask >= 1 && mask <= regionCount(segments) ? mask : null;
}

/** Largest first; of two as large, the one with fewer segments, then the earlier segments. */
export const bySize = (regions: Region[]): Region[] =>
  regions.toSorted((a, b) => b.people - a.people || bits(a.mask) - bits(b.mask) || a.mask - b.mask);

/** How many are in the n-th segment, whatever else they are in. */
export const sizeOf = (regions: Region[], place: number): number => regions.reduce((sum, { mask, people }) => sum + (isIn(mask, place) ? people : 0), 0);

export const total = (regions: Region[]): number => regions.reduce((sum, { people }) => sum + people, 0);

const bits = (mask: number) => mask.toString(2).replaceAll("0", "").length;
