import type { GuaranteeView } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";

const shownAtFirst = 8;
const namedOpen = 6;

export function RoundsTable({ guarantee }: { guarantee: GuaranteeView }) {
  const { t } = useTranslation();
  const now = useNow();
  const [all, setAll] = useState(false);
  const r = "guarantees.round" as const;
  // what is over and wholly done says nothing any more
  const rounds = all ? guarantee.rounds : guarantee.rounds.filter((one) => one.done < one.owed).slice(0, shownAtFirst);
  return (
    <>
      {rounds.length === 0 ? <p className="muted">{t(`${r}.allDone`)}</p> : null}
      <table className="table cards" hidden={rounds.length === 0}>
        <thead>
          <tr>
            <th scope="col">{t(`${r}.kind`)}</th>
            <th scope="col">{t(`${r}.from`)}</th>
            <th scope="col">{t(`${r}.due`)}</th>
            <th scope="col">{t(`${r}.done`)}</th>
            <th scope="col">{t(`${r}.open`)}</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round) => (
            <tr key={round.id}>
              <td data-label={t(`${r}.kind`)}>{t(`${r}.${round.kind}`)}</td>
              <td data-label={t(`${r}.from`)}>{formatDateTime(round.fromAt)}</td>
              <td data-label={t(`${r}.due`)}>
                {round.dueAt === null ? t(`${r}.dueUnknown`) : formatDateTime(round.dueAt)}
              </td>
              <td data-label={t(`${r}.done`)}>
                {t(`${r}.doneOf`, { done: round.done, owed: round.owed })}{" "}
                {round.missed > 0 ? (
                  <span className="chip chip-bad">{t(`${r}.missed`, { n: round.missed })}</span>
                ) : round.fromAt <= now && round.done < round.owed ? (
                  <span className="chip chip-warn">{t(`${r}.running`)}</span>
                ) : null}
              </td>
              <td data-label={t(`${r}.open`)}>
                {round.openKioskIds.slice(0, namedOpen).map((id) => (
                  <Link key={id} to="/terminals/$id" params={{ id }} className="guarantee-kiosk">
                    {id}{" "}
                  </Link>
                ))}
                {round.openKioskIds.length > namedOpen
                  ? t(`${r}.more`, { n: round.openKioskIds.length - namedOpen })
                  : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rounds.length < guarantee.rounds.length || all ? (
        <Button type="link" onClick={() => setAll(!all)}>
          {all ? t(`${r}.fewer`) : t(`${r}.all`, { n: guarantee.rounds.length })}
        </Button>
      ) : null}
    </>
  );
}
