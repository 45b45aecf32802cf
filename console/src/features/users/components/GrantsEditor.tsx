import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { type Grant, roles, type UserView } from "@kiosk/contract";
import { Alert, Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { type DraftRow, draftOf, grantsOf, isSystemRole, problemsOf } from "../grants-draft.ts";
import { changeGrants, useChangeGrants, useContractNames, useOrganisations } from "../queries.ts";
import type { OfferUndo } from "../use-offer-undo.ts";
import { GrantNames } from "./GrantNames.tsx";

interface GrantsEditorProps {
  /** as the server has it now */
  user: UserView;
  offerUndo: OfferUndo;
  onClose: () => void;
}

/** All roles of a person, one a row. What excludes each other is said while it is chosen, and refused as the server does. */
export function GrantsEditor({ user, offerUndo, onClose }: GrantsEditorProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const errorText = useErrorText();
  const contracts = useContractNames().data?.contracts ?? [];
  const organisations = useOrganisations().data?.organisations ?? [];
  const change = useChangeGrants(user.id);
  // what both began from: the roles as they were when the editor opened
  const [base] = useState<Pick<UserView, "grants" | "version">>(user);
  const [rows, setRows] = useState<DraftRow[]>(() => draftOf(user.grants));
  const [nextKey, setNextKey] = useState(user.grants.length);
  const problems = problemsOf(rows);
  const grants = grantsOf(rows);
  const system = rows.some((row) => isSystemRole(row.role));
  const stale = change.error !== null && isProblem(change.error, "account.stale");

  const set = (key: string, over: Partial<DraftRow>) =>
    setRows((old) => old.map((row) => (row.key === key ? { ...row, ...over } : row)));
  const save = (wanted: readonly Grant[], seenVersion: number) =>
    change.mutate(
      { grants: [...wanted], seenVersion },
      {
        onSuccess: ({ version }) => {
          offerUndo(t("users.grants.saved"), () =>
            changeGrants(user.id, { grants: [...user.grants], seenVersion: version }),
          );
          onClose();
        },
      },
    );
  return (
    <div className="grants-editor" data-testid="grants-editor">
      <ul>
        {rows.map((row) => {
          const problem = problems.get(row.key);
          const firms = organisations.filter((o) => o.contracts.some((c) => c === row.contract));
          return (
            <li key={row.key} className="grant-row" data-testid={`grant-${row.key}`}>
              <Select
                size="small"
                className="grant-role"
                aria-label={t("users.grants.role")}
                placeholder={t("users.grants.role")}
                value={row.role ?? null}
                options={roles.map((role) => ({ value: role, label: t(`words.role.${role}`) }))}
                onChange={(role) => set(row.key, { role: role ?? undefined })}
              />
              {row.role === undefined || isSystemRole(row.role) ? null : (
                <Select
                  size="small"
                  className="grant-contract"
                  aria-label={t("users.grants.contract")}
                  placeholder={t("users.grants.contract")}
                  value={row.contract ?? null}
                  options={contracts.map((c) => ({ value: c.id, label: pick(lang, c) }))}
                  onChange={(contract) => set(row.key, { contract: contract ?? undefined })}
                />
              )}
              {row.role === "vendor" ? (
                <Select
                  size="small"
                  className="grant-firm"
                  aria-label={t("users.grants.organisation")}
                  placeholder={t("users.grants.organisation")}
                  value={row.organisation ?? null}
                  notFoundContent={t("users.grants.noFirm")}
                  options={firms.map((o) => ({ value: o.id, label: pick(lang, o) }))}
                  onChange={(organisation) => set(row.key, { organisation: organisation ?? undefined })}
                />
              ) : null}
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={t("users.grants.remove")}
                onClick={() => setRows((old) => old.filter((one) => one.key !== row.key))}
              />
              {problem === undefined ? null : (
                <p className="field-error" data-testid={`grant-problem-${row.key}`}>
                  {t(`users.grants.problem.${problem}`)}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {rows.length === 0 ? <p className="muted">{t("users.grants.none")}</p> : null}
      <p className="field-hint">{t("users.grants.exclude")}</p>
      <div className="form-actions">
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={system}
          data-testid="add-grant"
          onClick={() => {
            const [only] = contracts;
            const contract = contracts.length === 1 ? only?.id : undefined;
            setRows((old) => [...old, { key: String(nextKey), role: undefined, contract, organisation: undefined }]);
            setNextKey(nextKey + 1);
          }}
        >
          {t("users.grants.add")}
        </Button>
        <span className="page-head-gap" />
        <Button size="small" onClick={onClose}>
          {t("common.form.cancel")}
        </Button>
        <Button
          size="small"
          type="primary"
          disabled={grants === undefined}
          loading={change.isPending}
          data-testid="save-grants"
          onClick={() => grants !== undefined && save(grants, base.version)}
        >
          {t("common.form.save")}
        </Button>
      </div>
      {change.error === null || stale ? null : <Alert type="error" showIcon title={errorText(change.error)} />}
      {stale && grants !== undefined && user.version !== base.version ? (
        <ConflictDialog
          what={user.name}
          base={{ grants: base.grants }}
          mine={{ grants }}
          theirs={{ grants: user.grants }}
          fields={[
            {
              key: "grants",
              label: t("users.roles"),
              show: (version) => <GrantNames grants={version.grants} />,
            },
          ]}
          saving={change.isPending}
          onResolve={(value) => save(value.grants, user.version)}
          onCancel={onClose}
        />
      ) : null}
    </div>
  );
}
