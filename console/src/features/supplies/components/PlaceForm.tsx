import type { UserId } from "@kiosk/contract";
import { Input, Segmented, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useNewPlace, useTechnicians } from "../queries.ts";
import { StockDialog } from "./StockDialog.tsx";

export function PlaceForm({ contract, onClose }: { contract: string; onClose: () => void }) {
  const { t } = useTranslation();
  const formId = useId();
  const save = useNewPlace(contract);
  const [id] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<"van" | "depot">("van");
  const [name, setName] = useState("");
  const [technicianId, setTechnicianId] = useState<UserId | null>(null);
  const technicians = useTechnicians(contract).data?.technicians ?? [];
  const [tried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (name.trim() === "") return;
    save.mutate({ id, kind, name, technicianId: kind === "van" ? technicianId : null }, { onSuccess: onClose });
  };
  const c = "supplies.stock" as const;
  return (
    <StockDialog
      testId="place-form"
      title={t(`${c}.addPlace`)}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <Segmented<"van" | "depot">
        aria-label={t(`${c}.kindLabel`)}
        value={kind}
        onChange={setKind}
        options={(["van", "depot"] as const).map((value) => ({ value, label: t(`${c}.kind.${value}`) }))}
      />
      <Field
        id={`${formId}-name`}
        label={t(`${c}.name`)}
        required
        hint={t(`${c}.nameHint`)}
        error={tried && name.trim() === "" ? t("orders.action.fault.required") : undefined}
      >
        <Input id={`${formId}-name`} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
      </Field>
      {kind === "van" ? (
        <Field id={`${formId}-technician`} label={t(`${c}.technician`)} hint={t(`${c}.technicianHint`)}>
          <Select<UserId>
            id={`${formId}-technician`}
            allowClear
            {...(technicianId === null ? {} : { value: technicianId })}
            options={technicians.map(({ userId, name: person }) => ({ value: userId, label: person }))}
            onChange={(chosen: UserId | undefined) => setTechnicianId(chosen ?? null)}
          />
        </Field>
      ) : null}
    </StockDialog>
  );
}
