// Puts gate cases to the gate and says for each what it answers, and whether that was expected.
import { z } from "zod";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { gateRules } from "#app/messages/gate/gate-rules.ts";
import { maySend } from "#app/messages/gate/may-send.ts";
import { recordOf, replay } from "#app/messages/gate/record.ts";
import { readJsonFile } from "#tests/support/json-file.ts";
import { GateCase, messageOf, personOf, settingsOf } from "./case.ts";

/** `verdict` "unreadable": the case, or its file, is not of the format, and `reason` says where. */
export type Outcome = {
  name: string;
  verdict: "send" | "defer" | "skip" | "halt" | "unreadable";
  until: string | null;
  reason: string;
  rules: readonly string[];
  because?: unknown;
  regions?: readonly string[];
  zones?: readonly string[];
  expected: unknown;
  passed: boolean;
};

/** A list of cases, or an object that has them under `cases` or `testCases`. */
const CaseFile = z.union([z.array(z.unknown()), z.looseObject({ testCases: z.array(z.unknown()) }).transform(({ testCases }) => testCases), z.looseObject({ cases: z.array(z.unknown()) }).transform(({ cases }) => cases)]);
const Named = z.looseObject({ name: z.string() });

/** A file that holds no cases is one outcome of its own, so that the other files are still answered. */
export async function decideFile(path: string, tzVersion: string): Promise<Outcome[]> {
  const read = await readJsonFile(path);
  if ("problem" in read) return [unreadable(path, read.problem)];
  return decideCases(read.json, tzVersion) ?? [unreadable(path, "The file holds no list of cases: it is one, or an object that has one under “cases” or “testCases”.")];
}

/** Null: it is no list of cases. */
export const decideCases = (file: unknown, tzVersion: string): Outcome[] | null => CaseFile.safeParse(file).data?.map((each, index) => decide(each, index, tzVersion)) ?? null;

const unreadable = (name: string, reason: string): Outcome => ({ name, verdict: "unreadable", until: null, reason, rules: [], expected: null, passed: false });

function decide(given: unknown, index: number, tzVersion: string): Outcome {
  const read = GateCase.safeParse(given);
  const name = Named.safeParse(given).data?.name ?? `case ${index + 1}`;
  if (!read.success) return unreadable(name, z.prettifyError(read.error));
  const asked = read.data;
  const rules = gateRules(RULE_BOOK, settingsOf(asked), tzVersion);
  const [person, message] = [personOf(asked), messageOf(asked)];
  const decision = maySend(rules, person, message, asked.history, asked.at);
  const again = replay(rules, recordOf(rules, person, message, asked.history, asked.at, decision));
  const { verdict, reason, until, rules: looked, because } = decision;
  return { name, verdict, until: iso(until), reason, rules: looked, because, regions: person.regions, zones: person.zones, expected: expectedOf(asked), passed: again.same === true && isExpected(asked, verdict, until, reason) };
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function expectedOf({ expectedAllowed, expected }: GateCase): unknown {
  const { until, ...rest } = expected ?? {};
  if (expected) return { ...(expectedAllowed !== undefined && { allowed: expectedAllowed }), ...rest, ...(until !== undefined && { until: iso(until) }) };
  return expectedAllowed === undefined ? null : { allowed: expectedAllowed };
}

function isExpected({ expectedAllowed, expected }: GateCase, verdict: string, until: number | null, reason: string): boolean {
  return (expectedAllowed === undefined || expectedAllowed === (verdict === "send")) && (expected?.verdict ?? verdict) === verdict && (expected?.reason ?? reason) === reason && (expected?.until === undefined || expected.until === until);
}
