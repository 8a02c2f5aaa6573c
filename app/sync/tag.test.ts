import { expect, test } from "vitest";
import { checkTag, defaultTag } from "./tag.ts";

test.each([
  ["Lapsed VIPs (UK)", "segue:lapsed-vips-uk"],
  ["Café & crème, 30%", "segue:cafe-creme-30"],
  ["日本のお客様", "segue:日本のお客様"],
  ["!!!", "segue:segment"],
])("The segment %s gets the tag %s.", (name, tag) => {
  expect(defaultTag("segue:", name)).toBe(tag);
  expect(checkTag(tag, "segue:", [])).toEqual([]);
});

test("However long the name, the tag fits.", () => {
  const tag = defaultTag("segue:", "𝒳x".repeat(300));
  expect(tag.length).toBeLessThanOrEqual(255);
  expect(checkTag(tag, "segue:", [])).toEqual([]);
});

test.each([
  ["vip", /must begin with/],
  ["segue:", /must begin with/],
  ["segue:a,b", /comma/],
  ["segue:a ", /space/],
  ["segue:a\nb", /one line/],
  [`segue:${"x".repeat(250)}`, /longer than 255/],
  ["SEGUE:Taken", /Another segment/],
])("The tag %j is refused with its reason.", (tag, message) => {
  expect(checkTag(tag, "segue:", ["segue:taken"])).toEqual([{ path: ["tag"], message: expect.stringMatching(message) }]);
});
