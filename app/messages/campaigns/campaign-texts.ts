// When the texts of a campaign are due that stands still: in another age, so that whoever looks for what comes next takes
// no heed of them.
export const HELD_UNTIL = new Date("9999-01-01T00:00:00Z");
