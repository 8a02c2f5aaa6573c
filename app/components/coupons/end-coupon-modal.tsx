// Ending asks once: codes that people have in their texts stop working.
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { formatPlural } from "../format.ts";
import { useAnswered } from "../use-answered.ts";
import type { CouponLine } from "./coupon-words.ts";

export function EndCouponModal({ coupon, onClose }: { coupon: CouponLine; onClose: () => void }) {
  const { submit, isBusy, problems } = useAnswered(onClose);
  const unused = Math.max(0, coupon.codes - coupon.used);
  const end = () => submit(null, { method: "DELETE", action: `/app/coupons/${coupon.couponId}/on` });
  return (
    <Modal open onClose={onClose} title={`End “${coupon.name}”?`} primaryAction={{ content: "End coupon", destructive: true, onAction: end, loading: isBusy }} secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <BlockStack gap="200">
          <Text as="p">{unused === 0 ? "Its discount ends in Shopify." : `Its discount ends in Shopify. ${formatPlural(unused, "code")} that people have and did not use will not work any more.`}</Text>
          <Text as="p">Messages that use it go to nobody until you choose another coupon for them.</Text>
          {problems.map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
