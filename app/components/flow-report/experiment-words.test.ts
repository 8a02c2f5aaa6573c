import { expect, test } from "vitest";
import { designOf } from "#app/flows/experiment/design.ts";
import type { Figure } from "#app/flows/experiment/figure.ts";
import { judge } from "#app/flows/experiment/judge.ts";
import { checkShares } from "#app/flows/experiment/shares.ts";
import { flowOf } from "#tests/support/flows.ts";
import { againstWords, figureWords, lookWords, needsWords, sharesWords, standingWords, unknownSharesWords, verdictWords, waitingWords } from "./experiment-words.ts";
import type { ExperimentLine } from "./view.ts";

const SAID = { currency: "USD", timeZone: "UTC" };

function line(metric: string, figures: Figure[], more: Partial<ExperimentLine> = {}): ExperimentLine {
  const [step] = flowOf(`trigger event(event order) entry (reentry never()) first x step x experiment(salt s, metric ${metric}, effect 20, arms {(name A, weight 1), (name B, weight 1)})`).steps;
  if (step?.kind !== "experiment") throw new Error("an experiment");
  const design = designOf(step);
  return { step: "x", key: "k", design, rule: null, figures, verdict: judge(design, figures), shares: checkShares(design, figures, []), drew: [10, 12], waiting: 0, perDay: 100, begunAt: "2026-12-01T10:00:00.000Z", decidedAt: null, decidedBy: null, looks: [], state: "running", winner: null, weights: null, ...more };
}
const share = (people: number, did: number): Figure => ({ people, did, sum: 0, squares: 0 });
const DECIDED = { state: "decided", winner: 1, decidedAt: "2026-12-03T10:00:00.000Z" } as const;

test("what was found is said in people of a hundred, or in money, from the better arm’s side", () => {
  expect(verdictWords(line("ordered", [share(20_000, 600), share(20_000, 1_000)]), SAID)).toBe("Of 100 people 1.4 to 2.6 more order with “B” than with “A”.");
  expect(verdictWords(line("optedOut", [share(20_000, 600), share(20_000, 1_000)]), SAID)).toMatch(/^Of 100 people .* fewer opt out with “A” than with “B”\.$/);
  expect(verdictWords(line("revenue", [{ people: 20_000, did: 600, sum: 3e6, squares: 2e10 }, { people: 20_000, did: 900, sum: 9e6, squares: 1e11 }]), SAID)).toMatch(/^Each person spends \$\d\.\d\d to \$\d\.\d\d more with “B” than with “A”\.$/);
  expect(verdictWords(line("ordered", [share(50, 5), share(50, 6)]), SAID)).toMatch(/^Too few people/);
  expect(verdictWords(line("ordered", [share(2_000, 200), share(2_000, 205)]), SAID)).toMatch(/^Not decided yet/);
  expect(verdictWords(line("ordered", [share(90_000, 9_000), share(90_000, 9_000)]), SAID)).toBe("Whatever difference there is, it is smaller than the 20% you wanted to know of.");
});

test("how long it may take is told by the pace of late, until it is decided", () => {
  const open = [share(2_000, 200), share(2_000, 205)];
  expect(needsWords(line("ordered", open))).toMatch(/^To see a difference of 20% it takes some [\d,]+ people more: about \d+ (days|weeks) at the pace of the last 14 days\.$/);
  expect(needsWords(line("ordered", open, { perDay: 0 }))).toMatch(/Nobody was drawn/);
  expect(needsWords(line("ordered", open, DECIDED))).toBe(null);
  expect(waitingWords(line("ordered", open, { waiting: 3 }))).toBe("3 people drew and are not counted yet: each has 7 days, and a day more for what is told late.");
});

test("arms that did not get their shares are said so, with what to do", () => {
  expect(sharesWords(line("ordered", [share(5_000, 150), share(5_060, 151)]))).toBe(null);
  expect(sharesWords(line("ordered", [share(4_600, 150), share(5_400, 151)]))).toMatch(/^Of 10,000 people 4,600 came to “A”, where 5,000 should have: .* Choose “Begin anew” in its step and publish/);
});

test("of shares that shift it is said what each day’s came to, and of whom it is not known", () => {
  const checked = line("ordered", [share(100, 3), share(100, 9)]);
  const shifting = { ...checked, design: { ...checked.design, bandit: true }, shares: { off: { arm: 1, got: 900, due: 750, people: 1_000 }, unknown: 1 } };
  expect(sharesWords(shifting)).toMatch(/^Of 1,000 people 900 came to “B”, where 750 should have by the shares of each day: /);
  expect(unknownSharesWords(shifting)).toBe("By which shares 1 person drew was not kept. Whether they came to the arms as they should is not known.");
  expect(unknownSharesWords(checked)).toBe(null);
});

test("what became of it is said with the day, and whether somebody ended it", () => {
  const look = { seq: 1, at: "2026-12-03T10:00:00.000Z", figures: [share(1_000, 30), share(1_000, 150)], verdict: { is: "better", arm: 1 }, weights: null, winner: 1, by: null } as const;
  const decided = (what: "decided" | "chosen") => line("ordered", [...look.figures], { ...DECIDED, looks: [{ ...look, figures: [...look.figures], what }] });
  expect(standingWords(decided("decided"), SAID)).toMatch(/^Decided on .*3.*\. Everybody who is new takes “B”\.$/);
  expect(standingWords(decided("chosen"), SAID)).toMatch(/^You ended it on/);
  expect(lookWords(decided("decided"), { ...look, figures: [...look.figures], what: "decided" })).toBe("2,000 people counted. “B” was better, and new people take it since.");
});

test("each arm is told with its share, and against the first", () => {
  const found = line("ordered", [share(20_000, 600), share(20_000, 1_000)]);
  expect([figureWords(found, 0, SAID), againstWords(found, 0, SAID)]).toEqual(["3% (600 of 20,000)", ""]);
  expect(againstWords(found, 1, SAID)).toBe("+2 points (between +1.4 and +2.6)");
});
