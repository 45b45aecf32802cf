import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useContractShelf } from "../queries.ts";
import type { AppsSearch } from "../search.ts";
import { useOfferUndo } from "../use-offer-undo.ts";
import { CellDrawer } from "./CellDrawer.tsx";
import { ChangeForm, type ChangeStart } from "./ChangeForm.tsx";
import { Matrix } from "./Matrix.tsx";
import { ShelfExport } from "./ShelfExport.tsx";
import { ThemesPanel } from "./ThemesPanel.tsx";

interface ShelfTabProps {
  contract: string;
  search: AppsSearch;
  onGo: (next: AppsSearch) => void;
}

export function ShelfTab({ contract, search, onGo }: ShelfTabProps) {
  const { t } = useTranslation();
  const query = useContractShelf(contract);
  const may = useCan("shelf.change", contract);
  const offerUndo = useOfferUndo(contract);
  const [form, setForm] = useState<ChangeStart | undefined>();
  return (
    <>
      <QueryView query={query} skeleton={<Lines rows={10} />}>
        {(shelf) => (
          <>
            <Panel
              title={t("apps.view.shelf")}
              sub={t("apps.shelfSub")}
              extra={
                <span className="apps-extra">
                  <ShelfExport shelf={shelf} />
                  {may ? (
                    <Button type="primary" data-testid="change-open" onClick={() => setForm({ action: "on" })}>
                      {t("apps.newChange")}
                    </Button>
                  ) : null}
                </span>
              }
            >
              {shelf.apps.length === 0 ? (
                <EmptyState title={t("apps.none")} hint={t("apps.noneHint")} />
              ) : (
                <Matrix shelf={shelf} onOpen={(app, street) => onGo({ app, street })} />
              )}
            </Panel>
            <ThemesPanel shelf={shelf} may={may} onChange={() => setForm({ action: "theme" })} />
            {search.app === undefined || search.street === undefined ? null : (
              <CellDrawer
                shelf={shelf}
                app={search.app}
                street={search.street}
                may={may}
                onChange={setForm}
                onClose={() => onGo({ app: undefined, street: undefined })}
              />
            )}
          </>
        )}
      </QueryView>
      {form === undefined || query.data === undefined ? null : (
        <ChangeForm
          contract={contract}
          shelf={query.data}
          start={form}
          onMade={offerUndo}
          onClose={() => setForm(undefined)}
        />
      )}
    </>
  );
}
