// POST puts whoever has a phone number on a list. It answers 202 with a decision, which can be read back.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, problem, readAs, readBodyAs, serve } from "#app/api.server.ts";
import { Key, published, SmsSegment } from "#app/lists/decision.ts";
import { decide } from "#app/lists/decide.server.ts";

const handle = ({ request }: LoaderFunctionArgs) => serve(request, {
  POST: async ({ world, shop, body, header }) => {
    const read = readBodyAs(SmsSegment, body);
    if ("response" in read) return read.response;
    const key = readAs(Key.nullable(), header("idempotency-key"));
    if ("response" in key) return key.response;
    const { phone, segment } = read.value;
    const decided = await decide(world, shop, { list: segment, person: { phone } }, key.value && `api/${key.value}`);
    switch (decided.kind) {
      case "decided":
        return answer(published(decided.decision), 202, { location: `/api/v1/decisions/${decided.decision.decisionId}` });
      case "noList":
        return problem(422, "Nobody was put on a list.", [{ path: ["segment"], message: "names no list of this shop" }]);
      case "notOurs":
        return problem(409, "Who is on this list is not yours to say: it follows a segment of Shopify's, or its file is still being read.");
      case "keyUsed":
        return problem(409, "This Idempotency-Key was used for another phone or list.");
      default:
        return decided satisfies never;
    }
  },
});

export const loader = handle;
export const action = handle;
