import { ArrowLeftOutlined, EditOutlined } from "@ant-design/icons";
import type { Checklist } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { ChangesWords } from "./ChangesWords.tsx";
import { ItemWords } from "./ItemWords.tsx";

const l = "inspectionSettings.lists" as const;

interface ChecklistViewProps {
  list: Checklist;
  /** superseded versions of all lists */
  history: readonly Checklist[];
  onClose: () => void;
  /** undefined: the person may only read */
  onEdit: (() => void) | undefined;
}

export function ChecklistView({ list, history, onClose, onEdit }: ChecklistViewProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const versions = [list, ...history.filter(({ id }) => id === list.id)].sort((a, b) => b.version - a.version);
  return (
    <>
      <div className="settings-tools">
        <Button icon={<ArrowLeftOutlined aria-hidden="true" />} onClick={onClose}>
          {t(`${l}.close`)}
        </Button>
        {onEdit === undefined ? (
          <span className="muted">{t("settings.readOnly")}</span>
        ) : (
          <Button type="primary" icon={<EditOutlined aria-hidden="true" />} onClick={onEdit}>
            {t(`${l}.edit`)}
          </Button>
        )}
      </div>
      <Panel
        title={pick(lang, list)}
        sub={
          <>
            {t(`inspections.kinds.${list.kind}`)}
            {t("common.semicolon")}
            {t(`${l}.versionOf`, { n: list.version })}
            {t("common.semicolon")}
            {t(list.contractId === null ? `${l}.fromProduct` : `${l}.fromContract`)}
          </>
        }
      >
        <ol className="check-items" data-testid="checklist-items">
          {list.items.map((item, index) => (
            <li key={item.id} data-testid={`item-${item.id}`}>
              <span className="check-number">{index + 1}</span>
              <div className="check-body">
                <p>
                  <b>{pick(lang, item)}</b>
                </p>
                <ItemWords item={item} />
              </div>
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title={t(`${l}.history`)}>
        <ol className="settings-history" data-testid="checklist-history">
          {versions.map((version) => {
            const before = versions.find((other) => other.version === version.version - 1);
            return (
              <li key={`${version.contractId ?? ""}.${version.version}`}>
                <p>
                  <b>{t(`${l}.versionOf`, { n: version.version })}</b>{" "}
                  <span className="muted">{formatDateTime(version.at)}</span>{" "}
                  {version === list ? <span className="chip chip-ok">{t(`${l}.now`)}</span> : null}{" "}
                  <span className={version.contractId === null ? "chip chip-dashed" : "chip"}>
                    {t(version.contractId === null ? `${l}.fromProduct` : `${l}.fromContract`)}
                  </span>
                </p>
                {before === undefined ? (
                  <p className="muted">{t(`${l}.first`)}</p>
                ) : (
                  <ChangesWords before={before} after={version} none={t(`${l}.unchanged`)} />
                )}
                <p className="muted">
                  {version.contractId === null ? null : (
                    <>
                      {t("settings.by")} <Verbatim>{version.by}</Verbatim>
                      {t("common.semicolon")}
                    </>
                  )}
                  {t("settings.note")} <Verbatim>{version.note}</Verbatim>
                </p>
              </li>
            );
          })}
        </ol>
      </Panel>
    </>
  );
}
