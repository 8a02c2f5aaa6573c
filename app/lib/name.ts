// What a merchant calls a segment or a list.

export const NAME_MAX = 100;
