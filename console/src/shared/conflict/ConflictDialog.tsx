// Somebody else was faster: what I wanted, what stands now, and what both began from, field by field. How a page uses it,
// on a stale answer (order.stale, terms.stale, account.stale, setting.stale) after it has read the thing anew:
//
//   <ConflictDialog what={t("…")} by={fresh.by} at={fresh.at} base={opened} mine={draft} theirs={fresh}
//     fields={[{ key: "low", label: t("…"), show: (v) => `${v.low}%` }]}
//     onResolve={(value) => save(value, fresh.version)} onCancel={…} />
//
// `onResolve` gets theirs with the fields that were chosen as mine, to be sent with the version of `theirs`.
import "./conflict.css";
import { Alert, Button, Modal, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../format/time.ts";
import { Verbatim } from "../ui/Verbatim.tsx";
import { conflictsOf, type FieldConflict, resolved, type Side } from "./conflict.ts";

export interface ConflictField<T> {
  key: string & keyof T;
  label: string;
  /** the value as it is shown; of any of the three versions */
  show: (version: T) => ReactNode;
}

interface ConflictDialogProps<T extends object> {
  /** what both changed, as a name */
  what: ReactNode;
  /** who saved last and when, as far as known */
  by?: string | undefined;
  at?: number | undefined;
  base: T;
  mine: T;
  theirs: T;
  fields: readonly ConflictField<T>[];
  saving?: boolean;
  onResolve: (value: T) => void;
  onCancel: () => void;
}

export function ConflictDialog<T extends object>(props: ConflictDialogProps<T>) {
  const { what, by, at, base, mine, theirs, fields, saving = false, onResolve, onCancel } = props;
  const { t } = useTranslation();
  const keys = fields.map((field) => field.key);
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const conflicts = conflictsOf(base, mine, theirs, keys).map(
    (c): FieldConflict<string & keyof T> => ({ ...c, side: chosen[c.key] ?? c.side }),
  );
  const open = conflicts.filter((c) => c.side === undefined).length;
  const mineLeft = conflicts.some((c) => c.side === "mine");
  return (
    <Modal
      open
      width={760}
      title={t("changes.conflict.title")}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onCancel}
      footer={
        <div className="form-actions">
          <Button onClick={onCancel}>{t("common.form.cancel")}</Button>
          <Button
            type="primary"
            loading={saving}
            disabled={open > 0}
            data-testid="conflict-resolve"
            onClick={() => onResolve(resolved(mine, theirs, conflicts))}
          >
            {mineLeft ? t("changes.conflict.save") : t("changes.conflict.takeTheirs")}
          </Button>
        </div>
      }
    >
      <div className="conflict" data-testid="conflict">
        <p>
          {by === undefined ? (
            t("changes.conflict.changed")
          ) : (
            <>
              <Verbatim>{by}</Verbatim> {t("changes.conflict.changedBy")}
            </>
          )}
          {at === undefined ? null : <span className="muted"> {formatDateTime(at)}</span>}
          {t("common.colon")}
          {what}
        </p>
        {conflicts.length === 0 ? (
          <Alert type="success" showIcon title={t("changes.conflict.same")} />
        ) : (
          <table className="table cards conflict-table">
            <thead>
              <tr>
                <th scope="col">{t("changes.conflict.field")}</th>
                <th scope="col">{t("changes.conflict.base")}</th>
                <th scope="col">{t("changes.conflict.theirs")}</th>
                <th scope="col">{t("changes.conflict.mine")}</th>
                <th scope="col">{t("changes.conflict.take")}</th>
              </tr>
            </thead>
            <tbody>
              {conflicts.map((conflict) => {
                const field = fields.find((f) => f.key === conflict.key);
                if (field === undefined) return null;
                return (
                  <tr key={conflict.key} data-testid={`conflict-${conflict.key}`}>
                    <th scope="row">{field.label}</th>
                    <td data-label={t("changes.conflict.base")}>{field.show(base)}</td>
                    <td data-label={t("changes.conflict.theirs")} className={conflict.side === "theirs" ? "taken" : ""}>
                      {field.show(theirs)}
                    </td>
                    <td data-label={t("changes.conflict.mine")} className={conflict.side === "mine" ? "taken" : ""}>
                      {field.show(mine)}
                    </td>
                    <td>
                      <Segmented<Side | "">
                        size="small"
                        aria-label={t("changes.conflict.takeOf", { field: field.label })}
                        value={conflict.side ?? ""}
                        onChange={(side) => {
                          if (side !== "") setChosen((old) => ({ ...old, [conflict.key]: side }));
                        }}
                        options={[
                          { value: "theirs", label: t("changes.conflict.theirs") },
                          { value: "mine", label: t("changes.conflict.mine") },
                        ]}
                      />
                      {conflict.both ? <p className="conflict-both">{t("changes.conflict.both")}</p> : null}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        <output className="muted">{open > 0 ? t("changes.conflict.open", { n: open }) : null}</output>
      </div>
    </Modal>
  );
}
