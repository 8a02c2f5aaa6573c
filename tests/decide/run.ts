// npm run decide -- FILE… [--json]: puts every gate case of the files to the gate (docs/gate.md has the format). --json
// prints one array of outcomes; the exit status is 1 where one differs from what it expects.
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { isReason, reasonOf } from "#app/messages/gate/reasons.ts";
import { assertTimeZones } from "#app/time-zones.server.ts";
import { decideFile, type Outcome } from "./decide-cases.ts";

const files = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const isJson = process.argv.includes("--json");
if (files.length === 0) {
  console.error("Name at least one file: npm run decide -- FILE… [--json]");
  process.exit(2);
}
assertTimeZones();
const tz = process.versions.tz ?? "";
const outcomes: Outcome[] = [];
for (const file of files) outcomes.push(...(await decideFile(file, tz)));
if (isJson) console.log(JSON.stringify(outcomes, null, 1));
else {
  for (const outcome of outcomes) console.log(line(outcome));
  console.log(`${outcomes.length} cases, ${outcomes.filter(({ passed }) => !passed).length} differ. Rules ${RULE_BOOK.version}, time zones ${tz}.`);
}
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;

function line({ name, verdict, until, reason, rules, expected, passed }: Outcome): string {
  const says = isReason(reason) ? `${reason}: ${reasonOf(reason).says}` : reason;
  const missed = passed || verdict === "unreadable" ? "" : `\n     expected ${JSON.stringify(expected)}`;
  return `${passed ? "ok  " : "FAIL"} ${name}: ${verdict}${until ? ` until ${until}` : ""} (${says}) [${rules.join(", ")}]${missed}`;
}
