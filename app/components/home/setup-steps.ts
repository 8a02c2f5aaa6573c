// Which steps of the set-up are done, read off what is there.
import type { HomeView } from "./home-page.tsx";
import type { SetupStep } from "./setup-checklist.tsx";

type Seen = Pick<HomeView, "imports" | "segments">;

export function setupSteps({ imports, segments }: Seen): SetupStep[] {
  return [
    {
      key: "import",
      title: "Read your shop's history",
      detail: "Products, customers and orders. This starts by itself when you open Segue.",
      isDone: imports.length > 0 && imports.every(({ state }) => state === "done"),
    },
    {
      key: "segment",
      title: "Create a segment of your own",
      detail: "Three are there to begin with. Ask a question of your own, and watch the number as you ask it.",
      isDone: segments.some(({ isOwn }) => isOwn),
      action: { label: "Create a segment", url: "/app/segments/templates" },
    },
    {
      key: "sync",
      title: "Tag a segment's customers in Shopify",
      detail: "The tag follows the segment, so you can use it in Shopify and in other apps.",
      isDone: segments.some(({ syncState }) => syncState !== "off"),
      action: { label: "Choose a segment", url: "/app/segments" },
    },
  ];
}
