// Which policies hold for somebody at an instant: by the segments that they were in then. Their RFM group and what they are expected to
// spend are known as of today alone.
import { policiesFor, type PoliciesFor } from "../../messages/policies/policy.ts";
import type { PersonFacts } from "../../segments/person.ts";

export function policiesAt({ customer: { rfmGroup, spendTier }, stays }: Pick<PersonFacts, "customer" | "stays">, by: PoliciesFor, now: number): string[] {
  const isMember = (segment: number) => stays.some((stay) => stay.segmentId === segment && stay.enteredAt.getTime() <= now && (stay.leftAt === null || stay.leftAt.getTime() > now));
  return policiesFor(by, { segments: Object.keys(by.segmentPolicies).map(Number).filter(isMember), rfmGroup, spendTier });
}
