// With two workers the run is over when the last long file is: the long ones begin first. Vitest goes by
// the size of a file where it has not timed it yet, and the longest are short to write.
import { BaseSequencer, type TestSpecification } from "vitest/node";

const LONGEST = ["laws/kill.test.ts", "laws/flows-sim.test.ts", "e2e/screens.test.ts", "e2e/manners.test.ts", "laws/routes.test.ts", "laws/parity.test.ts", "laws/roads.test.ts", "e2e/", "laws/", "sandbox/", "conformance/"];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = LONGEST.findIndex((part) => moduleId.includes(`/${part}`));
  return at < 0 ? LONGEST.length : at;
}
