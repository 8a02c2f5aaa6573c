// The arms of a split side by side, each against the first.
import { BlockStack, DataTable, Text } from "@shopify/polaris";
import type { Arm, ArmFigure, Arms } from "#app/flows/report/arms.ts";
import { formatCount } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { NOT_ENOUGH, pointsWords, shareWords, SURE_WORDS } from "./report-words.ts";

type Figure = { label: string; of: (arm: Arm) => ArmFigure | undefined };

export function ArmsCard({ arms: { arms, isTest }, title }: { arms: Arms[number]; title: string }) {
  const goals = [...new Set(arms.flatMap((arm) => arm.goals.map(({ label }) => label)))];
  const figures: Figure[] = [
    { label: "Clicked", of: (arm) => arm.clicked }, { label: "Replied", of: (arm) => arm.replied }, { label: "Opted out", of: (arm) => arm.optedOut },
    ...goals.map((goal) => ({ label: `Goal: ${goal}`, of: (arm: Arm) => arm.goals.find(({ label }) => label === goal) })),
  ];
  return (
    <TitledCard title={title} says={isTest ? "All that runs of each arm did since their lot was drawn, as far as it is known. What can be concluded stands above." : `Each arm against “${arms[0]?.name ?? ""}”, of runs since their lot was drawn. ${NOT_ENOUGH}`} gap="400">
      <div className="segue-wide">
        <DataTable columnContentTypes={["text", "numeric", ...figures.map(() => "text" as const)]} headings={["Arm", "Drawn", ...figures.map(({ label }) => label)]} rows={arms.map((arm) => [arm.name, formatCount(arm.drew), ...figures.map(({ of }) => figureWords(arm, of(arm)))])} />
      </div>
      <div className="segue-phone">
        <BlockStack gap="400">
          {arms.map((arm) => (
            <BlockStack key={arm.name} gap="050">
              <Text as="h3" variant="headingSm">{`${arm.name}: ${formatCount(arm.drew)} drawn`}</Text>
              {figures.map(({ label, of }) => <Text key={label} as="p">{`${label}: ${figureWords(arm, of(arm))}`}</Text>)}
            </BlockStack>
          ))}
        </BlockStack>
      </div>
    </TitledCard>
  );
}

function figureWords(arm: Arm, figure: ArmFigure | undefined): string {
  const share = shareWords({ people: arm.drew, did: figure?.did ?? 0 });
  return figure?.difference ? `${share}, ${pointsWords(figure.difference)}: ${SURE_WORDS[figure.difference.is].label.toLowerCase()}` : share;
}
