import "./users.css";
import { BankOutlined, PlusOutlined } from "@ant-design/icons";
import { NewOrganisation, OrganisationId } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Alert, Button, Input, Modal, Select } from "antd";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Field } from "../../shared/ui/Field.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { FirmForm } from "./components/FirmForm.tsx";
import { useContractNames, useCreateOrganisation, useOrganisations } from "./queries.ts";

function NewOrganisationForm({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const errorText = useErrorText();
  const create = useCreateOrganisation();
  const known = useContractNames().data?.contracts ?? [];
  const [firm, setFirm] = useState("");
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const [contracts, setContracts] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const c = "users.organisations" as const;
  const parsed = NewOrganisation.safeParse({ id: firm, zh, en: en.trim() === "" ? zh : en, contracts });
  const idError = taken.includes(firm)
    ? t(`${c}.taken`)
    : tried && !OrganisationId.safeParse(firm).success
      ? t(`${c}.idWrong`)
      : undefined;
  const zhError = tried && zh.trim() === "" ? t("common.form.required") : undefined;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (!parsed.success || taken.includes(firm)) return;
    create.mutate(parsed.data, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={t(`${c}.create`)}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={create.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="new-organisation">
        <Field id={`${id}-id`} label={t(`${c}.id`)} required error={idError} hint={t(`${c}.idHint`)}>
          <Input id={`${id}-id`} value={firm} maxLength={40} onChange={(event) => setFirm(event.target.value)} />
        </Field>
        <Field id={`${id}-zh`} label={t(`${c}.zh`)} required error={zhError}>
          <Input id={`${id}-zh`} value={zh} maxLength={120} onChange={(event) => setZh(event.target.value)} />
        </Field>
        <Field id={`${id}-en`} label={t(`${c}.en`)} hint={t(`${c}.enHint`)}>
          <Input id={`${id}-en`} value={en} maxLength={120} onChange={(event) => setEn(event.target.value)} />
        </Field>
        <Field id={`${id}-contracts`} label={t(`${c}.contracts`)}>
          <Select
            id={`${id}-contracts`}
            mode="multiple"
            value={contracts}
            options={known.map((one) => ({ value: one.id, label: pick(lang, one) }))}
            onChange={setContracts}
          />
        </Field>
        <button type="submit" hidden />
      </form>
      {create.error === null ? null : <Alert type="error" showIcon title={errorText(create.error)} />}
    </Modal>
  );
}

export function OrganisationsPage(): ReactElement {
  const { t } = useTranslation();
  const lang = useLang();
  const search = useSearch({ from: "/settings/organisations" });
  const navigate = useNavigate({ from: "/settings/organisations" });
  const query = useOrganisations();
  const known = useContractNames().data?.contracts ?? [];
  const mayManage = useCan("organisation.manage");
  const setCreate = (create: "1" | undefined) =>
    void navigate({ search: (old) => ({ ...old, create }), replace: true, resetScroll: false });
  const setChange = (change: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, change }), replace: true, resetScroll: false });
  const c = "users.organisations" as const;
  const create = (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden="true" />}
      data-testid="create-organisation"
      onClick={() => setCreate("1")}
    >
      {t(`${c}.create`)}
    </Button>
  );
  return (
    <div className="page users-page">
      <header className="page-head">
        <h1>{t(`${c}.title`)}</h1>
        <span className="page-head-gap" />
        {mayManage ? create : null}
      </header>
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={4} />}>
          {({ organisations }) => (
            <>
              {organisations.length === 0 ? (
                <EmptyState
                  icon={<BankOutlined aria-hidden="true" />}
                  title={t(`${c}.empty`)}
                  hint={t(`${c}.emptyHint`)}
                />
              ) : (
                <table className="table cards" data-testid="organisations">
                  <thead>
                    <tr>
                      <th scope="col">{t(`${c}.zh`)}</th>
                      <th scope="col">{t(`${c}.en`)}</th>
                      <th scope="col">{t(`${c}.id`)}</th>
                      <th scope="col">{t(`${c}.contracts`)}</th>
                      {mayManage ? <th scope="col">{t(`${c}.change`)}</th> : null}
                    </tr>
                  </thead>
                  <tbody>
                    {organisations.map((one) => (
                      <tr key={one.id} data-testid={`organisation-${one.id}`}>
                        <td>
                          <Verbatim>{one.zh}</Verbatim>
                        </td>
                        <td data-label={t(`${c}.en`)}>
                          <Verbatim>{one.en}</Verbatim>
                        </td>
                        <td data-label={t(`${c}.id`)}>
                          <code>{one.id}</code>
                        </td>
                        <td data-label={t(`${c}.contracts`)}>
                          {one.contracts.length === 0
                            ? t("common.none")
                            : one.contracts
                                .map((id) => {
                                  const contract = known.find((k) => k.id === id);
                                  return contract === undefined ? id : pick(lang, contract);
                                })
                                .join(t("common.enumeration"))}
                        </td>
                        {mayManage ? (
                          <td>
                            <Button
                              size="small"
                              aria-label={t(`${c}.changeOf`, { firm: pick(lang, one) })}
                              data-testid={`change-${one.id}`}
                              onClick={() => setChange(one.id)}
                            >
                              {t(`${c}.change`)}
                            </Button>
                          </td>
                        ) : null}
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
              <p className="panel-pad muted">{t(`${c}.where`)}</p>
              {organisations
                .filter((one) => mayManage && one.id === search.change)
                .map((one) => (
                  <FirmForm key={one.id} firm={one} onClose={() => setChange(undefined)} />
                ))}
              {search.create === undefined || !mayManage ? null : (
                <NewOrganisationForm taken={organisations.map((one) => one.id)} onClose={() => setCreate(undefined)} />
              )}
            </>
          )}
        </QueryView>
      </div>
    </div>
  );
}
