import fc from "fast-check";
import { expect, test } from "vitest";
import { later, seconds } from "../lib/time.ts";
import { BUDGET_SHARE, type Bucket, mostNow, shut, take } from "./budget.ts";

const SEED = 20261126;
const now = new Date("2026-06-15T12:00:00.000Z");
const POSTSCRIPT = [{ count: 15, seconds: 1 }];
const KLAVIYO = [{ count: 10, seconds: 1 }, { count: 150, seconds: 60 }];

test("A bucket that is empty grants what it holds, and tells when more is to be had.", () => {
  const first = take({ limits: POSTSCRIPT, buckets: [], want: 100, now });
  expect(first.granted).toBe(6);
  expect(first.at).toEqual(later(now, 334));
  const second = take({ limits: POSTSCRIPT, buckets: first.buckets, want: 100, now: later(now, 334) });
  expect(second.granted).toBe(3);
});

test("At most so much goes now as the freest class lets go; where none lets anything go, the first to do so tells when.", () => {
  const classes = { all: POSTSCRIPT, other: KLAVIYO };
  expect(mostNow(classes, new Map(), 4, now)).toEqual({ most: 4, at: null });
  expect(mostNow({}, new Map(), 4, now)).toEqual({ most: 4, at: null });
  const full = (limits: typeof KLAVIYO) => take({ limits, buckets: [], want: 100, now });
  const [all, other] = [full(POSTSCRIPT), full(KLAVIYO)];
  expect(mostNow(classes, new Map([["all", all.buckets]]), 100, now)).toEqual({ most: other.granted, at: null });
  const waits = [all, other].map(({ at }) => at?.getTime() ?? NaN);
  expect(mostNow(classes, new Map([["all", all.buckets], ["other", other.buckets]]), 100, now)).toEqual({ most: 0, at: new Date(Math.min(...waits)) });
});

test("In no stretch of time does more go out than the platform allows, and over a long time it is our share.", () => {
  console.info(`budget: seed=${SEED}`);
  fc.assert(fc.property(fc.constantFrom(POSTSCRIPT, KLAVIYO, [{ count: 60, seconds: 60 }]), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (limits, wants) => {
    let buckets: Bucket[] = [];
    let at = now;
    const sent: number[] = [];
    for (const want of wants) {
      for (let left = want; left > 0; ) {
        const granted = take({ limits, buckets, want: left, now: at });
        buckets = granted.buckets;
        for (let i = 0; i < granted.granted; i++) sent.push(at.getTime());
        left -= granted.granted;
        if (granted.at) at = granted.at;
      }
    }
    for (const { count, seconds: length } of limits) {
      for (const [index, start] of sent.entries()) {
        const inside = sent.slice(index).filter((each) => each < start + seconds(length)).length;
        expect(inside).toBeLessThanOrEqual(count);
      }
    }
  }), { seed: SEED, numRuns: 60 });
});

test("A stream without end gets its whole share of each limit.", () => {
  let buckets: Bucket[] = [];
  let at = now;
  let sent = 0;
  while (at < later(now, seconds(600))) {
    const granted = take({ limits: KLAVIYO, buckets, want: 1_000, now: at });
    [buckets, sent] = [granted.buckets, sent + granted.granted];
    at = granted.at ?? at;
  }
  const share = 10 * 150 * BUDGET_SHARE;
  expect(sent).toBeGreaterThan(share);
  expect(sent).toBeLessThan(share * 1.08);
});

test("What the platform told us to wait is waited, and a shorter word does not end a longer one.", () => {
  const long = shut(POSTSCRIPT, [], now, seconds(30));
  const both = shut(POSTSCRIPT, long, now, seconds(1));
  expect(take({ limits: POSTSCRIPT, buckets: both, want: 1, now: later(now, seconds(29)) })).toMatchObject({ granted: 0, at: later(now, seconds(30)) });
  expect(take({ limits: POSTSCRIPT, buckets: both, want: 1, now: later(now, seconds(30)) }).granted).toBe(1);
});
