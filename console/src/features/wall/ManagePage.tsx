import { DesktopOutlined, PlusOutlined } from "@ant-design/icons";
import type { WallTokenIssued, WallTokenView } from "@kiosk/contract";
import { maxWallLifetimeMs } from "@kiosk/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, Modal, Select } from "antd";
import { type ReactElement, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/api-client/keys.ts";
import { pick } from "../../shared/format/lang.ts";
import { formatDateTime } from "../../shared/format/time.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { CopyButton } from "../../shared/ui/CopyButton.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Field } from "../../shared/ui/Field.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { When } from "../../shared/ui/When.tsx";
import { issueToken, revokeToken, wallTokens } from "./queries.ts";

const dayMs = 86_400_000;

function IssueForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const me = useMe();
  const scope = useContractScope();
  const client = useQueryClient();
  const errorText = useErrorText();
  const own = scope.list.filter((c) => can(me, "wall.issue", c.id));
  const [contract, setContract] = useState(() => own.find((c) => c.id === scope.contract)?.id ?? own[0]?.id);
  const [name, setName] = useState("");
  const [days, setDays] = useState("365");
  const [issued, setIssued] = useState<WallTokenIssued>();
  const count = /^\d{1,3}$/.test(days) ? Number(days) : 0;
  const fits = count >= 1 && count * dayMs <= maxWallLifetimeMs;
  const issuing = useMutation({
    mutationFn: issueToken,
    onSuccess: (answer) => {
      setIssued(answer);
      void client.invalidateQueries({ queryKey: keys.wall });
    },
  });
  const url = issued === undefined ? "" : `${location.origin}${issued.path}`;
  return (
    <Modal
      open
      title={t(issued === undefined ? "wall.manage.issue" : "wall.manage.issued")}
      destroyOnHidden
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t(issued === undefined ? "common.form.cancel" : "common.close")}</Button>
          {issued === undefined ? (
            <Button
              type="primary"
              data-testid="issue-wall"
              disabled={contract === undefined || name.trim() === "" || !fits}
              loading={issuing.isPending}
              onClick={() => {
                if (contract !== undefined) issuing.mutate({ contractId: contract, name, lifetimeMs: count * dayMs });
              }}
            >
              {t("wall.manage.issue")}
            </Button>
          ) : null}
        </div>
      }
    >
      {issuing.error === null ? null : <Alert className="form-alert" type="error" title={errorText(issuing.error)} />}
      {issued === undefined ? (
        <>
          <Field id={`${id}-contract`} label={t("wall.manage.contract")} required>
            <Select
              id={`${id}-contract`}
              value={contract ?? null}
              onChange={setContract}
              options={own.map((c) => ({ value: c.id, label: pick(lang, c) }))}
            />
          </Field>
          <Field id={`${id}-name`} label={t("wall.manage.name")} required hint={t("wall.manage.nameHint")}>
            <Input
              id={`${id}-name`}
              aria-describedby={`${id}-name-note`}
              data-testid="wall-name"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field
            id={`${id}-days`}
            label={t("wall.manage.days")}
            required
            error={fits ? undefined : t("wall.manage.daysWrong")}
          >
            <Input
              id={`${id}-days`}
              inputMode="numeric"
              aria-invalid={!fits}
              data-testid="wall-days"
              value={days}
              onChange={(event) => setDays(event.target.value.trim())}
            />
          </Field>
        </>
      ) : (
        <>
          <p className="form-intro">{t("wall.manage.issuedHint")}</p>
          <p className="wall-link">
            <code data-testid="wall-url">{url}</code> <CopyButton text={url} />
          </p>
        </>
      )}
    </Modal>
  );
}

function Row({ token }: { token: WallTokenView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const errorText = useErrorText();
  const revoking = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: () => void message.success(t("wall.manage.revoked")),
    onError: (error) => void message.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.wall }),
  });
  const ask = () =>
    void modal.confirm({
      title: t("wall.manage.revokeNamed", { name: token.name }),
      content: t("wall.manage.revokeSure"),
      okText: t("wall.manage.revoke"),
      okButtonProps: { danger: true },
      onOk: () => revoking.mutateAsync().catch(() => undefined),
    });
  const m = "wall.manage" as const;
  return (
    <tr data-testid={`wall-token-${token.id}`}>
      <td data-label={t(`${m}.name`)}>
        <Verbatim>{token.name}</Verbatim>
      </td>
      <td data-label={t(`${m}.contract`)}>
        <code>{token.contractId}</code>
      </td>
      <td data-label={t(`${m}.lastSeen`)}>
        {token.lastSeenAt === null ? (
          <span className="muted">{t(`${m}.neverSeen`)}</span>
        ) : (
          <When at={token.lastSeenAt} />
        )}
      </td>
      <td data-label={t(`${m}.expires`)} className="nowrap">
        {formatDateTime(token.expiresAt)}
      </td>
      <td data-label={t(`${m}.by`)}>
        <Verbatim>{token.createdBy}</Verbatim>
      </td>
      <td>
        <Button
          size="small"
          danger
          aria-label={t(`${m}.revokeNamed`, { name: token.name })}
          loading={revoking.isPending}
          onClick={ask}
        >
          {t(`${m}.revoke`)}
        </Button>
      </td>
    </tr>
  );
}

export function WallScreensPage(): ReactElement {
  const { t } = useTranslation();
  const scope = useContractScope();
  const query = useQuery({ ...wallTokens(scope.contract), enabled: scope.ready });
  const [open, setOpen] = useState(false);
  const m = "wall.manage" as const;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t(`${m}.title`)}</h1>
        <span className="page-head-gap" />
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden="true" />}
          data-testid="new-wall"
          onClick={() => setOpen(true)}
        >
          {t(`${m}.issue`)}
        </Button>
      </header>
      <p className="form-intro">{t(`${m}.explain`)}</p>
      <div className="panel">
        <InScope scope={scope}>
          <QueryView query={query} skeleton={<Lines rows={4} />}>
            {({ tokens }) =>
              tokens.length === 0 ? (
                <EmptyState icon={<DesktopOutlined aria-hidden="true" />} title={t(`${m}.none`)} />
              ) : (
                <table className="table cards">
                  <thead>
                    <tr>
                      <th scope="col">{t(`${m}.name`)}</th>
                      <th scope="col">{t(`${m}.contract`)}</th>
                      <th scope="col">{t(`${m}.lastSeen`)}</th>
                      <th scope="col">{t(`${m}.expires`)}</th>
                      <th scope="col">{t(`${m}.by`)}</th>
                      <th scope="col">{t(`${m}.revoke`)}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {tokens.map((token) => (
                      <Row key={token.id} token={token} />
                    ))}
                  </tbody>
                </table>
              )
            }
          </QueryView>
        </InScope>
      </div>
      {open ? <IssueForm onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
