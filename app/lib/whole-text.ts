// A text that PostgreSQL can hold as it is: no NUL, and no half of a surrogate pair.

export const WHOLE_TEXT = /^[^\0\p{Cs}]*$/u;

/** The beginning of a text, in whole characters. */
export const cut = (text: string, most: number) => text.slice(0, most).replace(/\p{Cs}$/u, "");
