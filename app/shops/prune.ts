// How long rows that wait for nobody's work are kept.

/** What came in and could not be read is personal data: after so many days the body goes, and the problem stays with its reason. */
export const PARKED_BODY_DAYS = 30;
