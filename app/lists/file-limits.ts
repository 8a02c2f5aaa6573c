// How large a file of people may be, as the form says it and the server holds it.

export const FILE_BYTES_MAX = 200_000_000;
export const ROWS_MAX = 1_000_000;
