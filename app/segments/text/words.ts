// What the words of the text form mean, beside them in the list of what can be written.
export const WORDS: Record<string, string> = {
  and: "All must be true", or: "One must be true", not: "The opposite", "all(": "A group of one condition", "any(": "A group of one condition", "if unknown": "Decides what is unknown",
  "count(": "How many", "days(": "On how many days", "distinct(": "How many different", "sum(": "Total", "avg(": "Average", "min(": "Lowest", "max(": "Highest", "median(": "Median",
  "daysSinceFirst(": "Days since the first", "daysSinceLast(": "Days since the last", "gapMean(": "Average days between", "gapMedian(": "Usual days between", "gapSd(": "Variation of days between", "gapLongest(": "Longest gap between",
  "nth(": "A field of the first, last or n-th", "share(": "A part of all, in percent", "top(": "Their favourite", "some(": "At least one, by itself", "seq(": "One thing, then another",
  compare: "Two of their own values", "rate(": "One kind per hundred of another", "trend(": "Change between two periods", "rank(": "Place among customers", "bucket(": "A lasting random draw",
  "in segment": "Member now", "was in segment": "Member at any time", "joined segment": "Became a member", "left segment": "Stopped being one", "times(segment": "How often a member", "in list": "On a list", "in flow": "In a flow now", "was in flow": "In a flow at any time", "entered flow": "Came into a flow", "left flow": "Came out of a flow", "times(flow": "How often in a flow", drew: "Drew an arm of an experiment", at: "At which step", as: "In which group of a flow", control: "Held back, to compare with", treated: "Not held back",
  "with(": "Numbers of your own in its rules", where: "Only those that", during: "In a period", in: "In a period", by: "For each", with: "At least so many", per: "For each of", fading: "Counting half as much after so many days", surely: "Only where it is sure at 90%", then: "Afterwards", no: "None of them", times: "From the so-manieth on", "same product": "Of the same product",
  "all time": "Always", last: "Until now", next: "From now on", "more than": "Longer ago", between: "From and to", "not between": "Outside a range", before: "Before a date", after: "After a date", on: "On a date", from: "From date to date", outside: "Not from date to date",
  "season {": "Black Friday, Christmas, …", period: "Calendar day, week, month or year", "since created": "Since they became a customer", "since firstOrder": "Since their first order", "since lastOrder": "Since their last order", "since segment": "Since they joined it",
  "=": "is", "!=": "is not", "<": "less than", "<=": "at most", ">": "more than", ">=": "at least", known: "There is a value", unknown: "There is none",
  "is true": "Yes", "is false": "No", is: "Exactly", "is not": "Not", "is empty": "Nothing in it", "in {": "Any of", "not in {": "None of",
  contains: "Has in it", "not contains": "Has not in it", starts: "Begins with", ends: "Ends with", matches: "A pattern with * and ?", length: "How many characters", size: "How many of them",
  "has any {": "At least one of", "has all {": "All of", "has none {": "None of", "has exactly {": "These and no other", "has starting": "One that begins with",
  anniversary: "Days around its yearly return", "month {": "1 to 12", "weekday {": "1 is Monday", hour: "From 9..17", within: "So many km of a place",
  min: "Minutes", h: "Hours", d: "Days", w: "Weeks", mo: "Months", y: "Years", ago: "", rolling: "Exact time", calendar: "Whole days",
};
