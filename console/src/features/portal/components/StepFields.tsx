// The fields of one step. Which there are is in steps.ts; here is how each looks.
import type { OrderDetail } from "@kiosk/contract";
import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { fieldsOf, optionalFields, type Step, type StepDraft, type StepFaults, type StepField } from "../steps.ts";

interface StepFieldsProps {
  id: string;
  step: Step;
  detail: OrderDetail;
  draft: StepDraft;
  faults: StepFaults;
  onChange: (values: StepDraft["values"]) => void;
}

/** Parts that the step can be about. */
function partsFor(step: Step, { parts }: OrderDetail): string[] {
  const ready = step === "part_installed" ? ["on_hand"] : ["required", "ordered", "rejected"];
  return parts.filter(({ state }) => ready.includes(state)).map(({ part }) => part);
}

export function StepFields({ id, step, detail, draft, faults, onChange }: StepFieldsProps) {
  const { t } = useTranslation();
  const set = (field: StepField, value: string) => onChange({ ...draft.values, [field]: value });
  const control = (field: StepField) => {
    const shared = {
      id: `${id}-${field}`,
      value: draft.values[field] ?? "",
      status: faults[field] === undefined ? ("" as const) : ("error" as const),
      "aria-describedby": `${id}-${field}-note`,
      "data-testid": `field-${field}`,
    };
    if (field === "part") {
      return (
        <Select
          {...shared}
          value={draft.values.part ?? null}
          placeholder={t("portal.steps.field.choose")}
          options={partsFor(step, detail).map((value) => ({ value, label: value }))}
          onChange={(value: string) => set("part", value)}
        />
      );
    }
    if (field === "parts") {
      return (
        <Input.TextArea {...shared} rows={3} maxLength={800} onChange={(event) => set("parts", event.target.value)} />
      );
    }
    return <Input {...shared} maxLength={80} onChange={(event) => set(field, event.target.value)} />;
  };
  const hint = (field: StepField): string | undefined => {
    if (field === "parts") return t("portal.steps.field.partsHint");
    if (field === "at") return t("portal.steps.field.nowHint");
    return field === "proposedAt" || field === "expectedAt" ? t("portal.steps.field.timeHint") : undefined;
  };
  return fieldsOf[step].map((field) => {
    if (field === "target") return null;
    const fault = faults[field];
    const note = hint(field);
    const label = field === "at" && step === "part_arrived" ? "arrivedAt" : field;
    return (
      <Field
        key={field}
        id={`${id}-${field}`}
        label={t(`portal.steps.field.${label}`)}
        required={!optionalFields.includes(field)}
        error={fault === undefined ? undefined : t(`portal.steps.fault.${fault}`)}
        {...(note === undefined ? {} : { hint: note })}
      >
        {control(field)}
      </Field>
    );
  });
}
