// The form of whichever step is chosen.
import type { Problem } from "#app/lib/problem.ts";
import type { Step } from "#app/flows/step.ts";
import { ArmsForm } from "./arms-form.tsx";
import { BranchForm } from "./branch-form.tsx";
import { CallForm } from "./call-form.tsx";
import { CouponForm } from "./coupon-form.tsx";
import { SendForm } from "./send-form.tsx";
import { AlertForm, ApprovalForm, EndForm, GoToForm, JoinForm } from "./small-forms.tsx";
import { UpdateForm } from "./update-form.tsx";
import { WaitForm } from "./wait-form.tsx";

export function StepFields({ step, set, problems }: { step: Step; set: (step: Step) => void; problems: Problem[] }) {
  switch (step.kind) {
    case "send": return <SendForm step={step} set={set} problems={problems} />;
    case "wait": return <WaitForm step={step} set={set} problems={problems} />;
    case "branch": return <BranchForm step={step} set={set} problems={problems} />;
    case "split": case "experiment": return <ArmsForm step={step} set={set} problems={problems} />;
    case "update": return <UpdateForm step={step} set={set} problems={problems} />;
    case "coupon": return <CouponForm step={step} set={set} problems={problems} />;
    case "call": return <CallForm step={step} set={set} problems={problems} />;
    case "alert": return <AlertForm step={step} set={set} problems={problems} />;
    case "approval": return <ApprovalForm step={step} set={set} problems={problems} />;
    case "goTo": return <GoToForm step={step} set={set} problems={problems} />;
    case "end": return <EndForm step={step} set={set} problems={problems} />;
    case "join": return <JoinForm />;
    default: return step satisfies never;
  }
}
