// The file that a job of Attentive leaves: a JSON line a person, with what was asked and what came of it. The shape of a
// line is not published, so whom it is about is looked for anywhere in it, and so is what came of it.
import { sameEmail, samePhone } from "../people.ts";
import { parseJson } from "../../lib/json.ts";

export type Line = "accepted" | "absent" | "refused";

/** For each person, in their order; null where no line is theirs. As many lines as people are theirs in that order. */
export function linesOf(text: string, users: readonly ({ phone: string } | { email: string })[]): (Line | null)[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "").map((line) => parseJson(line));
  const named = new Map<string, Line>();
  for (const line of lines) for (const handle of handlesIn(line)) named.set(handle, outcomeOf(line));
  const inOrder = named.size === 0 && lines.length === users.length;
  return users.map((user, place) => (inOrder ? outcomeOf(lines[place]) : (named.get("phone" in user ? samePhone(user.phone) : sameEmail(user.email)) ?? null)));
}

const DEPTH_MAX = 6;

function entriesIn(value: unknown, depth = 0): [string, unknown][] {
  if (typeof value !== "object" || value === null || depth > DEPTH_MAX) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key.toLowerCase(), inner] as [string, unknown], ...entriesIn(inner, depth + 1)]);
}

function handlesIn(line: unknown): string[] {
  return entriesIn(line).flatMap(([key, value]) => {
    if (typeof value !== "string" || value === "") return [];
    if (/^phone(_?number)?$/.test(key)) return [samePhone(value)];
    return /^email(_?address)?$/.test(key) ? [sameEmail(value)] : [];
  });
}

function outcomeOf(line: unknown): Line {
  const entries = entriesIn(line);
  const words = entries.filter(([key]) => /^(status|state|result|outcome|success|statuscode|code)$/.test(key)).map(([, value]) => value);
  const told = entries.filter(([key]) => /(error|message|reason|detail)/.test(key)).map(([, value]) => (typeof value === "string" ? value : "")).join(" ");
  const failed = words.some((word) => word === false || (Number(word) >= 400 && Number(word) < 600) || (typeof word === "string" && /^(fail|error|reject|invalid|not.?found|skip)/i.test(word)))
    || entries.some(([key, value]) => /^errors?$/.test(key) && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0));
  if (!failed) return "accepted";
  return /not.{0,3}(found|exist|known)|unknown|no such/i.test(told) || words.some((word) => Number(word) === 404 || (typeof word === "string" && /not.?found/i.test(word))) ? "absent" : "refused";
}
