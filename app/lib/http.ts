// Requests and answers as values. The one place that touches the network is world.http.

export type HttpRequest = {
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
  timeoutMs: number;
  /** An address that somebody else named: it must lie in the open internet, and nothing it says is followed. */
  reach?: "public";
};

/** "none": no answer came (refused, cut off, timed out); whether the request was carried out is unknown. */
export type HttpAnswer =
  | { kind: "answer"; status: number; headers: Record<string, string>; body: string }
  | { kind: "none"; reason: string };

/** `chunks` ends early when the connection breaks; `broken()` then says why (null = it came whole). */
export type HttpStream =
  | { kind: "stream"; status: number; headers: Record<string, string>; chunks: AsyncIterable<Uint8Array>; broken(): string | null }
  | { kind: "none"; reason: string };

export type Http = {
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** For bodies too large to hold. The caller reads `chunks` to the end or returns early. */
  stream(request: HttpRequest): Promise<HttpStream>;
};
