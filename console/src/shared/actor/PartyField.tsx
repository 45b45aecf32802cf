// On whose behalf somebody acts: like the name a thing people say of themselves, kept on this machine.
import { OrderActionRequest } from "@kiosk/contract";
import { Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../ui/Field.tsx";

const storageKey = "kiosk.party";
const PartySchema = OrderActionRequest.shape.party;
export type ActingParty = OrderActionRequest["party"];

export function useParty(): readonly [ActingParty, (party: ActingParty) => void] {
  const [party, setParty] = useState<ActingParty>(() => {
    const stored = PartySchema.safeParse(localStorage.getItem(storageKey));
    return stored.success ? stored.data : "dispatcher";
  });
  const choose = (next: ActingParty) => {
    localStorage.setItem(storageKey, next);
    setParty(next);
  };
  return [party, choose];
}

export function PartyField({ party, onChange }: { party: ActingParty; onChange: (party: ActingParty) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Field id={id} label={t("common.party.label")} hint={t("common.party.hint")}>
      <Select
        id={id}
        data-testid="party"
        value={party}
        onChange={(value: string) => {
          const parsed = PartySchema.safeParse(value);
          if (parsed.success) onChange(parsed.data);
        }}
        options={PartySchema.options.map((value) => ({ value, label: t(`words.party.${value}`) }))}
      />
    </Field>
  );
}
