import type { OrganisationView } from "@kiosk/contract";
import { Alert, Input, Modal, Select } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useChangeOrganisation, useContractNames } from "../queries.ts";

type Firm = Omit<OrganisationView, "id">;
const firmOf = ({ zh, en, contracts }: OrganisationView): Firm => ({ zh, en, contracts: contracts.toSorted() });

/** @param firm as the list has it now; what the form began from is kept beside it */
export function FirmForm({ firm, onClose }: { firm: OrganisationView; onClose: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const errorText = useErrorText();
  const change = useChangeOrganisation(firm.id);
  const known = useContractNames().data?.contracts ?? [];
  const [base] = useState(() => firmOf(firm));
  const [mine, setMine] = useState(base);
  const [tried, setTried] = useState(false);
  const c = "users.organisations" as const;
  const theirs = firmOf(firm);
  const stale =
    isProblem(change.error, "setting.stale") && JSON.stringify(theirs) !== JSON.stringify(base) && !change.isPending;
  const lack = (value: string) => (tried && value.trim() === "" ? t("common.form.required") : undefined);
  const nameOf = (contractId: string) => {
    const contract = known.find((one) => one.id === contractId);
    return contract === undefined ? contractId : pick(lang, contract);
  };
  const save = (wanted: Firm, seen: Firm) => change.mutate({ ...wanted, seen }, { onSuccess: onClose });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (mine.zh.trim() !== "" && mine.en.trim() !== "") save({ ...mine, contracts: mine.contracts.toSorted() }, base);
  };
  if (stale) {
    return (
      <ConflictDialog<Firm>
        what={<code>{firm.id}</code>}
        base={base}
        mine={{ ...mine, contracts: mine.contracts.toSorted() }}
        theirs={theirs}
        fields={[
          { key: "zh", label: t(`${c}.zh`), show: (v) => <Verbatim>{v.zh}</Verbatim> },
          { key: "en", label: t(`${c}.en`), show: (v) => <Verbatim>{v.en}</Verbatim> },
          {
            key: "contracts",
            label: t(`${c}.contracts`),
            show: (v) => v.contracts.map(nameOf).join(t("common.enumeration")),
          },
        ]}
        onResolve={(value) => save(value, theirs)}
        onCancel={onClose}
      />
    );
  }
  return (
    <Modal
      open
      title={t(`${c}.change`)}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.save")}
      cancelText={t("common.form.cancel")}
      confirmLoading={change.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="change-organisation">
        <Field id={`${id}-zh`} label={t(`${c}.zh`)} required error={lack(mine.zh)}>
          <Input
            id={`${id}-zh`}
            value={mine.zh}
            maxLength={120}
            onChange={(event) => setMine({ ...mine, zh: event.target.value })}
          />
        </Field>
        <Field id={`${id}-en`} label={t(`${c}.en`)} required error={lack(mine.en)}>
          <Input
            id={`${id}-en`}
            value={mine.en}
            maxLength={120}
            onChange={(event) => setMine({ ...mine, en: event.target.value })}
          />
        </Field>
        <Field id={`${id}-contracts`} label={t(`${c}.contracts`)} hint={t(`${c}.leaveHint`)}>
          <Select
            id={`${id}-contracts`}
            mode="multiple"
            value={mine.contracts}
            options={known.map((one) => ({ value: one.id, label: pick(lang, one) }))}
            onChange={(contracts) => setMine({ ...mine, contracts })}
          />
        </Field>
        <button type="submit" hidden />
      </form>
      {change.error === null ? null : (
        <Alert type="error" showIcon title={errorText(change.error)} data-testid="organisation-refused" />
      )}
    </Modal>
  );
}
