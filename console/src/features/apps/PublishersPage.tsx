import "./apps.css";
import { NewPublisher } from "@kiosk/contract";
import { Alert, Button, Input, Popconfirm } from "antd";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../shared/format/time.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Field } from "../../shared/ui/Field.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { useNewPublisher, usePublishers, useRevokePublisher } from "./queries.ts";

function AddForm() {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const add = useNewPublisher();
  const [name, setName] = useState("");
  const [pem, setPem] = useState("");
  const parsed = NewPublisher.safeParse({ name, pem });
  const c = "apps.publishers" as const;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed.success) return;
    add.mutate(parsed.data, {
      onSuccess: () => {
        setName("");
        setPem("");
      },
    });
  };
  return (
    <form onSubmit={submit} noValidate className="apps-add" data-testid="new-publisher">
      <Field id={`${id}-name`} label={t(`${c}.name`)} required>
        <Input id={`${id}-name`} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field id={`${id}-pem`} label={t(`${c}.pem`)} required hint={t(`${c}.pemHint`)}>
        <Input.TextArea id={`${id}-pem`} rows={4} value={pem} onChange={(event) => setPem(event.target.value)} />
      </Field>
      {add.error === null ? null : <Alert className="form-alert" type="error" showIcon title={errorText(add.error)} />}
      <Button type="primary" htmlType="submit" disabled={!parsed.success || pem.trim() === ""} loading={add.isPending}>
        {t(`${c}.add`)}
      </Button>
    </form>
  );
}

/** Whose packages are taken; the security administrator's own page. */
export function PublishersPage(): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const query = usePublishers();
  const revoke = useRevokePublisher();
  const c = "apps.publishers" as const;
  return (
    <div className="page" data-testid="publishers-page">
      <header className="page-head">
        <h1>{t(`${c}.title`)}</h1>
      </header>
      <Panel title={t(`${c}.trusted`)} sub={t(`${c}.sub`)}>
        <QueryView query={query} skeleton={<Lines rows={3} />}>
          {({ publishers }) =>
            publishers.length === 0 ? (
              <EmptyState title={t(`${c}.none`)} hint={t(`${c}.noneHint`)} />
            ) : (
              <table className="table cards" data-testid="publishers">
                <thead>
                  <tr>
                    <th scope="col">{t(`${c}.name`)}</th>
                    <th scope="col">{t(`${c}.key`)}</th>
                    <th scope="col">{t(`${c}.added`)}</th>
                    <th scope="col">{t("apps.changes.acts")}</th>
                  </tr>
                </thead>
                <tbody>
                  {publishers.map(({ keyId, name, addedAt, addedBy, revokedAt }) => (
                    <tr key={keyId}>
                      <td className="card-title">
                        <Verbatim>{name}</Verbatim>
                      </td>
                      <td data-label={t(`${c}.key`)}>
                        <code>{keyId}</code>
                      </td>
                      <td data-label={t(`${c}.added`)}>
                        {formatDateTime(addedAt)} <Verbatim>{addedBy}</Verbatim>
                      </td>
                      <td>
                        {revokedAt === null ? (
                          <Popconfirm
                            title={t(`${c}.revokeSure`)}
                            okText={t(`${c}.revoke`)}
                            cancelText={t("common.form.cancel")}
                            onConfirm={() => revoke.mutate(keyId)}
                          >
                            <Button size="small" danger aria-label={t(`${c}.revokeNamed`, { name })}>
                              {t(`${c}.revoke`)}
                            </Button>
                          </Popconfirm>
                        ) : (
                          <span className="muted">{t(`${c}.revoked`, { at: formatDateTime(revokedAt) })}</span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </QueryView>
        {revoke.error === null ? null : (
          <Alert className="form-alert" type="error" showIcon title={errorText(revoke.error)} />
        )}
      </Panel>
      <Panel title={t(`${c}.addTitle`)} className="apps-panel">
        <AddForm />
      </Panel>
    </div>
  );
}
