import type { PlannedVisit } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";

/** What is done there; an order leads to its page. */
export function TaskList({
  tasks,
  taskLabels,
  plain = false,
}: Pick<PlannedVisit, "tasks" | "taskLabels"> & { plain?: boolean }) {
  const lang = useLang();
  return (
    <ul className="route-tasks">
      {tasks.map((task, n) => {
        const label = taskLabels[n];
        const text = label === undefined ? task.type : pick(lang, label);
        return (
          <li key={JSON.stringify(task)}>
            {task.type === "order" && !plain ? (
              <Link to="/work-orders/$id" params={{ id: task.orderId }}>
                {text}
              </Link>
            ) : (
              text
            )}
          </li>
        );
      })}
    </ul>
  );
}
