import { UndoOutlined } from "@ant-design/icons";
import type { SuppressionView } from "@kiosk/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { keys } from "../../../shared/api-client/keys.ts";
import { formatMoment } from "../../../shared/format/due.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useMe } from "../../../shared/session/MeProvider.tsx";
import { can } from "../../../shared/session/reach.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { lift, useSuppressions } from "../queries.ts";

function Row({ one }: { one: SuppressionView }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const lifting = useMutation({
    mutationFn: () => lift(one.id),
    onSuccess: () => void message.success(t("faults.suppress.lifted")),
    onError: (error) => void message.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.faults }),
  });
  const c = "faults.column" as const;
  const allowed = can(me, "fault.suppress", one.contractId);
  const name = `${pick(lang, one)} ${t("common.seqPrefix", { seq: one.kioskSeq })}`;
  return (
    <tr data-testid={`suppression-${one.id}`}>
      <td data-label={t(`${c}.what`)}>
        <div className="fault-what">
          <b>{pick(lang, one)}</b>
          {one.part === "" ? null : <code>{one.part}</code>}
          <span className={one.active ? "chip chip-warn" : "chip"}>
            {t(one.active ? "faults.suppress.active" : "faults.suppress.inactive")}
          </span>
        </div>
      </td>
      <td data-label={t(`${c}.where`)}>
        <Link to="/terminals/$id" params={{ id: one.kioskId }}>
          {t("common.seqPrefix", { seq: one.kioskSeq })} <Verbatim>{one.kioskName}</Verbatim>
        </Link>
      </td>
      <td data-label={t(`${c}.until`)} className="nowrap">
        {formatMoment(one.until, now, lang)}
      </td>
      <td data-label={t(`${c}.reason`)}>
        <Verbatim>{one.reason}</Verbatim>
      </td>
      <td data-label={t(`${c}.by`)}>
        <span>
          <Verbatim>{one.name}</Verbatim> <span className="muted">{formatMoment(one.at, now, lang)}</span>
        </span>
      </td>
      <td data-label={t(`${c}.act`)}>
        <Button
          size="small"
          icon={<UndoOutlined aria-hidden="true" />}
          aria-label={t("faults.suppress.liftNamed", { name })}
          data-testid={`lift-${one.id}`}
          disabled={!allowed}
          title={allowed ? "" : t("faults.denied")}
          loading={lifting.isPending}
          onClick={() => lifting.mutate()}
        >
          {t("faults.suppress.lift")}
        </Button>
      </td>
    </tr>
  );
}

/** Every suppression that holds, also of what is not there now. */
export function SuppressionTable() {
  const { t } = useTranslation();
  const query = useSuppressions();
  const c = "faults.column" as const;
  return (
    <QueryView query={query} skeleton={<Lines rows={6} />}>
      {({ suppressions }) =>
        suppressions.length === 0 ? (
          <EmptyState title={t("faults.suppress.none")} hint={t("faults.suppress.noneHint")} />
        ) : (
          <table className="table cards suppression-table">
            <thead>
              <tr>
                <th scope="col">{t(`${c}.what`)}</th>
                <th scope="col">{t(`${c}.where`)}</th>
                <th scope="col">{t(`${c}.until`)}</th>
                <th scope="col">{t(`${c}.reason`)}</th>
                <th scope="col">{t(`${c}.by`)}</th>
                <th scope="col">{t(`${c}.act`)}</th>
              </tr>
            </thead>
            <tbody>
              {suppressions.map((one) => (
                <Row key={one.id} one={one} />
              ))}
            </tbody>
          </table>
        )
      }
    </QueryView>
  );
}
