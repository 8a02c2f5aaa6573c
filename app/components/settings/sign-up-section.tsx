// Where people sign up: the two parts of the theme extension, each one click from the theme's editor.
import { BlockStack, Button, ButtonGroup, Text } from "@shopify/polaris";
import { Section } from "./section.tsx";

/** Addresses of the theme's editor with the part already chosen. */
export type SignUpPlaces = { block: string; corner: string };

export function SignUpSection({ places }: { places: SignUpPlaces }) {
  return (
    <Section title="Sign-up on your storefront" detail="A form in your theme, in the shopper’s language. What it said is kept as proof with every sign-up.">
      <BlockStack gap="400">
        <Text as="p">
          Put the form into a section of your theme, or switch on a button in the corner that opens it. Wording, colors and place are set in the theme editor.
        </Text>
        <ButtonGroup>
          <Button url={places.block} target="_top">
            Add the form
          </Button>
          <Button url={places.corner} target="_top">
            Switch on the corner button
          </Button>
        </ButtonGroup>
      </BlockStack>
    </Section>
  );
}
