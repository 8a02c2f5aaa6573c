// Older and newer by key: the address holds the last key seen, so a page is a link and Back works.
import { InlineStack, Pagination } from "@shopify/polaris";
import { useLocation, useNavigate, useSearchParams } from "@remix-run/react";

const PAGED = "paged";

type Props = { next: string | null; label: string };

export function KeyPages({ next, label }: Props) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const cameByPaging = useLocation().state === PAGED;
  const isFirst = !search.has("after");
  if (isFirst && next === null) return null;
  const first = new URLSearchParams(search);
  first.delete("after");
  const forward = new URLSearchParams(search);
  if (next !== null) forward.set("after", next);
  return (
    <InlineStack align="center">
      <Pagination
        accessibilityLabel={label}
        hasPrevious={!isFirst}
        onPrevious={() => void (cameByPaging ? navigate(-1) : navigate(`?${first}`))}
        previousTooltip="Back"
        hasNext={next !== null}
        onNext={() => void navigate(`?${forward}`, { state: PAGED })}
        nextTooltip="Further"
      />
    </InlineStack>
  );
}
