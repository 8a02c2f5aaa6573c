// The languages that a message may be written in.
import type { Language } from "#app/messages/text/wording.ts";

export const LISTED_LANGUAGES: readonly { value: Language; label: string }[] = [{ value: "en", label: "English" }, { value: "fr", label: "French" }, { value: "de", label: "German" }, { value: "es", label: "Spanish" }];
