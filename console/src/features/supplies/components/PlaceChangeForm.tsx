// Another name or another person for a place, or its end.
import type { StockView, UserId } from "@kiosk/contract";
import { Checkbox, Input, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { usePlaceChange, useTechnicians } from "../queries.ts";
import { usePlaceName } from "../use-place-name.ts";
import { StockDialog } from "./StockDialog.tsx";

interface PlaceChangeFormProps {
  contract: string;
  place: StockView["places"][number];
  onClose: () => void;
}

export function PlaceChangeForm({ contract, place, onClose }: PlaceChangeFormProps) {
  const { t } = useTranslation();
  const formId = useId();
  const placeName = usePlaceName();
  const save = usePlaceChange(contract, place.id);
  const [name, setName] = useState(place.name);
  const [technicianId, setTechnicianId] = useState<UserId | null>(place.technicianId);
  const [ended, setEnded] = useState(false);
  const [tried, setTried] = useState(false);
  const people = (useTechnicians(contract).data?.technicians ?? []).map((one) => ({
    value: one.userId,
    label: one.name,
  }));
  // whose van it is may have left the list of technicians
  if (place.technicianId !== null && !people.some(({ value }) => value === place.technicianId)) {
    people.push({ value: place.technicianId, label: place.technicianName ?? place.technicianId });
  }
  const wrong = tried && name.trim() === "" ? t("common.form.required") : undefined;
  const submit = () => {
    setTried(true);
    if (name.trim() !== "") save.mutate({ name, technicianId, ended }, { onSuccess: onClose });
  };
  const c = "supplies.stock" as const;
  return (
    <StockDialog
      testId="place-change-form"
      title={t(`${c}.changePlace`, { place: placeName(place) })}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <Field id={`${formId}-name`} label={t(`${c}.name`)} required hint={t(`${c}.nameHint`)} error={wrong}>
        <Input
          id={`${formId}-name`}
          aria-describedby={`${formId}-name-note`}
          value={name}
          maxLength={40}
          status={wrong === undefined ? "" : "error"}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      {place.kind === "van" ? (
        <Field id={`${formId}-technician`} label={t(`${c}.technician`)} hint={t(`${c}.technicianHint`)}>
          <Select<UserId>
            id={`${formId}-technician`}
            allowClear
            {...(technicianId === null ? {} : { value: technicianId })}
            options={people}
            onChange={(chosen: UserId | undefined) => setTechnicianId(chosen ?? null)}
          />
        </Field>
      ) : null}
      <Checkbox checked={ended} onChange={(event) => setEnded(event.target.checked)}>
        {t(`${c}.endPlace`)}
      </Checkbox>
      <p className="field-hint">{t(`${c}.endPlaceHint`)}</p>
    </StockDialog>
  );
}
