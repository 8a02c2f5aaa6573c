// Words by which a person ends texts, where they are all that the person wrote. Carriers and platforms honour these by
// themselves; what people say in whole sentences is read elsewhere.
const STOPS = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"]);

export const isStop = (text: string) => STOPS.has(text.trim().toUpperCase().replace(/[\s.!'"-]/g, ""));
