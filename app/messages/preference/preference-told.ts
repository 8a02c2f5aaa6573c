// A choice on the preference page, as an event of whoever has the number: the last one is what they want. The number keeps it
// for the gate (consent/preference.ts); whoever takes the number over chose nothing.
import { hoursOf, oftenOf } from "../../consent/preference-form.ts";
import type { Preference } from "../../consent/preference.ts";
import type { EventFact } from "../../customers/fact.ts";
import { topicLine } from "../text-names.ts";

export function chosenFact(preference: Preference, customerId: string, at: Date): EventFact {
  const hours = hoursOf(preference);
  return {
    source: "segue", sourceId: `preference/${customerId}/${at.getTime()}`, kind: "preferencesChosen", at: at.toISOString(), customerId, text: preference.declined.map(topicLine).toSorted().join("\n"),
    props: { often: oftenOf(preference), ...(hours && { from: hours.from, to: hours.to }) },
  };
}
