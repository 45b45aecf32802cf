import { EnvironmentOutlined } from "@ant-design/icons";
import type { PositionProposal } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { positionProposals } from "../queries.ts";
import type { FieldOfficeSearch } from "../search.ts";
import { useHeld } from "../use-held.ts";
import { PositionForm } from "./PositionForm.tsx";
import { Quality } from "./PositionParts.tsx";

const p = "fieldOffice.positions" as const;

interface PositionsTabProps {
  open: string | undefined;
  onGo: (next: FieldOfficeSearch) => void;
}

export function PositionsTab({ open, onGo }: PositionsTabProps) {
  const { t } = useTranslation();
  const query = useQuery(positionProposals());
  return (
    <div className="panel">
      <QueryView query={query} skeleton={<Lines rows={5} />}>
        {({ proposals }) => {
          return (
            <>
              {proposals.length === 0 ? (
                <EmptyState
                  icon={<EnvironmentOutlined aria-hidden="true" />}
                  title={t(`${p}.none`)}
                  hint={t(`${p}.noneHint`)}
                />
              ) : (
                <PositionTable list={proposals} onOpen={(id) => onGo({ open: id })} />
              )}
              <Opened proposals={proposals} open={open} onClose={() => onGo({})} />
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

interface OpenedProps {
  proposals: readonly PositionProposal[];
  open: string | undefined;
  onClose: () => void;
}

function Opened({ proposals, open, onClose }: OpenedProps) {
  const proposal = useHeld(
    open,
    proposals.find(({ id }) => id === open),
  );
  return proposal === undefined ? null : <PositionForm key={proposal.id} proposal={proposal} onClose={onClose} />;
}

interface PositionTableProps {
  list: readonly PositionProposal[];
  onOpen: (id: string) => void;
}

function PositionTable({ list, onOpen }: PositionTableProps) {
  const { t } = useTranslation();
  return (
    <table className="table cards" data-testid="positions">
      <thead>
        <tr>
          <th scope="col">{t("fieldOffice.terminal")}</th>
          <th scope="col" className="num">
            {t(`${p}.moved`)}
          </th>
          <th scope="col">{t(`${p}.quality`)}</th>
          <th scope="col">{t(`${p}.measuredBy`)}</th>
          <th scope="col">
            <span className="visually-hidden">{t(`${p}.look`)}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.id} data-testid={`position-${one.id}`}>
            <td className="card-title">
              <Link to="/terminals/$id" params={{ id: one.kioskId }}>
                {one.kioskSeq} <Verbatim>{one.kioskName}</Verbatim>
              </Link>
            </td>
            <td className="num" data-label={t(`${p}.moved`)}>
              {t(`${p}.metres`, { n: one.movedM })}
            </td>
            <td data-label={t(`${p}.quality`)}>
              <Quality proposal={one} />
            </td>
            <td data-label={t(`${p}.measuredBy`)}>
              <span>
                <Verbatim>{one.by}</Verbatim> <span className="muted small">{formatDateTime(one.at)}</span>
              </span>
            </td>
            <td>
              <Button
                size="small"
                aria-label={t(`${p}.lookNamed`, { name: one.kioskName })}
                onClick={() => onOpen(one.id)}
              >
                {t(`${p}.look`)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
