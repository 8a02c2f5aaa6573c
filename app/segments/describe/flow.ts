// A condition about runs of a flow, as a relative clause: "is in the flow “Welcome”".
import type { InFlow } from "../definition.ts";
import { type Ending, ENDING_WORDS } from "../endings.ts";
import { amountWords, howMany, opposite } from "./amount.ts";
import type { Clause } from "./leaf.ts";
import { flowName, type Told } from "./names.ts";
import { windowWords } from "./window.ts";
import { numberText } from "./words.ts";

const who = (words: string): Clause => ({ lead: "who", words });

export function flowClause({ how, ...of }: InFlow, isNot: boolean, told: Told): Clause {
  const name = flowName(of, told);
  switch (how.kind) {
    case "is": return who(`is ${isNot ? "not " : ""}in ${name}`);
    case "at": return who(`is ${isNot ? "not " : ""}at step ${how.step} of ${name}`);
    case "was": return who(`${isNot ? "never entered" : "has entered"} ${name}`);
    case "entered": return who(`${isNot ? "did not enter" : "entered"} ${name} ${windowWords(how.window, told) || "at any time"}`);
    case "ended": {
      const because = how.because === undefined ? "" : ` because ${how.because.map((reason: Ending) => ENDING_WORDS[reason]).join(" or ")}`;
      return who(`${isNot ? "did not leave" : "left"} ${name} ${windowWords(how.window, told) || "at any time"}${because}`);
    }
    case "times": {
      const test = isNot ? opposite(how.test) : how.test;
      const times = howMany(test, "time", "times");
      const when = windowWords(how.window, told);
      if (times === "no times") return who(`did not enter ${name} ${when || "at any time"}`);
      return times === null ? { lead: "whose", words: `number of times in ${name} is ${amountWords(test, numberText)}` } : who(`entered ${name} ${times}${when === "" ? "" : ` ${when}`}`);
    }
    case "drew": return who(`${isNot ? "did not draw" : "drew"} arm “${how.arm}” of experiment ${how.step} in ${name} ${windowWords(how.window, told) || "at any time"}`);
    default: return how satisfies never;
  }
}
