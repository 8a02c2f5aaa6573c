// An hour by its beginning, short enough for an axis.

/** "Dec 1, 10 AM". */
export const hourWords = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", hour: "numeric", timeZone }).format(at).replace(/\s/gu, " ");
